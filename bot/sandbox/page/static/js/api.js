/* The page's way to the sandbox: reading, doing, uploading. A refusal comes back as `Refused` with a sentence. */

/** Something the workspace does not let happen; `message` is for the person. */
export class Refused extends Error {}

/** Read something as JSON. */
export async function read(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined));
  return answer(() => fetch(`/page/${path}?${query}`, { headers: { Accept: "application/json" } }));
}

/** Do something as a person: `deed.act` says what. */
export async function act(deed) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(deed) };
  return answer(() => fetch("/page/do", options));
}

/** Bring a file's bytes here; it is shared with a message afterwards. */
export async function upload(who, file) {
  const query = new URLSearchParams({ who, name: file.name ?? "" });
  return answer(() => fetch(`/page/upload?${query}`, { method: "POST", body: file }));
}

/** The address of a file's bytes. */
export function fileAddress(who, id, save = false) {
  return `/page/file/${encodeURIComponent(id)}?who=${encodeURIComponent(who)}${save ? "&save=1" : ""}`;
}

async function answer(send) {
  let response;
  try {
    response = await send();
  } catch {
    throw new Refused("The workspace does not answer. Is it still running? Start it again; this page then goes on.");
  }
  const body = await response.json().catch(() => ({}));
  if (response.status === 403) throw new Refused("This page belongs to an earlier run. Open the address printed in the terminal.");
  if (!response.ok) throw new Refused(body.refused ?? `That did not work (${response.status}).`);
  return body;
}
