"""A chat page on the workspace: what a person would see of it in Slack's own client, in a browser.

Owns what the page is sent (`presentation`, `unread`, `live_updates`), what it may ask for (`requests`,
`request_handlers`), who may come in (`access`) and its addresses (`routes`); what the browser makes of it is in
`static`. Knows nothing of audits: panels are handed in.

The page acts for everybody: one human plays all the people, so `who` in a request is a choice and no login. The key in
the printed address is what keeps other programs' pages out.
"""
