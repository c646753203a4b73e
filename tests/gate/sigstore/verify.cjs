// What a stranger types to check a decision with the public `@sigstore/verify`: the bundle, and a key that they trust.
// No log and no timestamp is asked for: the key is known beforehand. Prints "verified" or the reason why not.

const { createPublicKey } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { bundleFromJSON } = require("@sigstore/bundle");
const { Verifier, toSignedEntity, toTrustMaterial } = require("@sigstore/verify");

const [bundleFile, keyFile] = process.argv.slice(2);
const key = { publicKey: createPublicKey(readFileSync(keyFile)), validFor: () => true };
const nobody = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
const known = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 };
try {
  const bundle = bundleFromJSON(JSON.parse(readFileSync(bundleFile, "utf8")));
  new Verifier(toTrustMaterial(nobody, () => key), known).verify(toSignedEntity(bundle));
  console.log("verified");
} catch (problem) {
  console.log(`refused: ${problem.code ?? problem.name}`);
}
