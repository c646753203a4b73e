# The command line: serve, the record, settings, doctor, verify, report, summarize, sandbox.

## serve

serve-bot-token-refused = Slack refuses SLACK_BOT_TOKEN: { $error }. Install the app again and set the new token; `smactr doctor` tells more.
serve-app-token-refused = Slack refuses SLACK_APP_TOKEN: { $error }. `smactr doctor` tells more.
serve-folder-of-demo = { $folder } holds what `smactr demo` left, and `smactr demo --reset` throws it away. Set SMACTR_DATA_DIR to another folder for real audits; if they are in this one already, take demo.json out of it.
serve-port-taken = SMACTR_PORT { $port } on { $host } cannot be listened on: { $reason }. Set SMACTR_PORT to another one.

## The record

record-none = There is no record in { $folder } yet. Is SMACTR_DATA_DIR right?
data-dir-unusable = The data folder { $folder } cannot be used: { $problem }. Name another one in SMACTR_DATA_DIR, or make this one yours to write.
record-of-another-release = The database does not fit this release. Run: smactr migrate
obligation-file-unreadable = { $file }: it cannot be read ({ $problem }).
obligation-file-wrong = { $file } is not as a file of obligations must be:
  { $problems }
obligation-documents-of-documents = documents go with the rule "documents", and only with it
obligation-years-of-kept = years go only with the rule "kept"
record-unreachable = { $problem }. Start the database, or correct SMACTR_DATABASE_URL.
record-silent = the database did not answer: { $reason }
record-locked = { $file } is in use by another process (pid { $holder }), and SQLite serves only one. Stop that process, or use PostgreSQL: SMACTR_DATABASE_URL=postgresql://…
record-newer = the database is at revision { $revision }, made by a newer release of smactr: upgrade this one
record-address-unreadable = a database URL looks like sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME
record-address-without-file = SQLite needs a file, for example sqlite:////var/lib/smactr/smactr.db
record-address-unknown = { $kind } is not supported; use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME
blobs-silent = the file store did not answer: { $reason }
blobs-read-only = the folder { $folder } cannot be written
blobs-address = SMACTR_BLOBS: { $address } cannot be used: { $reason }
seal-key-lost = the seal key of this record is gone: { $file } is not there, and SMACTR_SEAL_KEY is not set. Put the key back from its copy. If there is none: smactr keys --seal-key-lost
seal-key-other = the seal key is not the one this record was written with. Set SMACTR_SEAL_KEY to that one (NEW,OLD where you are changing it), or put seal.key back from its copy. If it is lost: smactr keys --seal-key-lost
seal-key-given-up = This key is the record's from now on.
seal-key-nothing-lost = Nothing sealed was waiting to be opened.
sealed-ballot = { $audit }: the ballot of { $person } in round { $round } cannot be opened. The lead and as many board seats as the threshold asks declare the round void (/audit ballot); then a new one is opened.
sealed-threshold = { $audit }: a threshold of { $risk } cannot be opened. A reviewer sets it again.
sealed-scores = { $audit }: the scores of { $person } for { $document } cannot be opened. Scoring is begun again.
seal-key-wrong = SMACTR_SEAL_KEY must be 32 bytes in URL-safe base64, in the form of { $example }
# in the place of a code with which Slack refuses
slack-no-answer = no answer
slack-silent = Slack did not say what was asked of it
texts-lacking = { $file } lacks { $count ->
    [one] a text
   *[other] { $count } texts
}: { $keys }. Add { $count ->
    [one] it
   *[other] each of them
} there, as a line such as `{ $key } = What is to be read.`
backup-done = The record and { $files ->
    [one] its one file lie
   *[other] its { $files } files lie
} in { $folder }. Keep the seal key (and signing.key) somewhere else: they are not in it, and without the seal key it cannot be restored.
backup-folder-taken = { $folder } is not empty. Name a new folder.
backup-none = { $folder } holds no whole backup: name a folder that `smactr backup` wrote to its end.
backup-failed = The copy in { $folder } is not whole, so it counts for nothing. Try again in another folder.
backup-changed = { $folder } is not as it was written: its database has changed since. Take another backup.
restore-not-empty = The record is not empty, so nothing was restored. Point SMACTR_DATABASE_URL (or SMACTR_DATA_DIR) to an empty one.
restore-key-missing = Put the seal key back first: as { $file }, or in SMACTR_SEAL_KEY. Without it nothing sealed in the backup could be opened. If there is no copy of it: smactr restore FOLDER --seal-key-lost
restore-key-other = The seal key is not the one this backup was made with. Set that one (NEW,OLD where it was changed since).
restore-done = Restored from { $folder }, as the record was at { $made }. Put signing.key back too before the bot starts. Messages sent since then may be sent once more.
migrate-copied = The database was copied first. To return to the release before: install it, empty the database, then smactr restore { $folder }
migrate-done = The database fits this release.

## settings

settings-default = Default: { $default }
setting-problem = { $name } { $why }. Example: { $example }
# follow the setting's name
setting-no-bot-token = is not set, so the bot cannot speak in Slack
setting-no-way-to-hear = is not set, nor is SLACK_SIGNING_SECRET; one of them is needed to hear Slack
setting-not-bot-token = is no bot token: those start with xoxb-
setting-not-app-token = is no app-level token: those start with xapp-
setting-not-http = is no http(s) address
setting-not-database = is no SQLite or PostgreSQL address
setting-not-key = is no key: 32 bytes in URL-safe base64 are 43 characters and a =
setting-not-prices = is not two prices with a / between them
setting-not-signer = is neither exec: and a command nor a key URI such as awskms:KEY
setting-not-model = is not of the form provider:model
setting-not-user-group = is no id of a user group: those start with S
setting-not-folder = is no folder
# $reason is pydantic's
setting-wrong = is wrong: { $reason }

## doctor: how bad it is

level-ok = ok
level-note = note
level-problem = problem

## doctor: the data folder

doctor-folder-of-demo = { $folder } holds what `smactr demo` left; `smactr demo --reset` throws it away, and `smactr serve` does not begin there.
doctor-folder-of-demo-fix = Set SMACTR_DATA_DIR to another folder for real audits; if they are in this one already, take demo.json out of it.

## doctor: names of settings

doctor-setting-meant = { $name } is set, but there is no such setting: nobody reads it.
doctor-setting-meant-fix = If { $meant } was meant, name it so; else take it out of the environment and of .env.
doctor-setting-unknown = { $name } is set, but there is no such setting: nobody reads it.
doctor-setting-unknown-fix = Take it out of the environment and of .env; `smactr settings` lists all there are.

## doctor: Slack

doctor-slack-settings = { $problem }
doctor-slack-settings-fix = Put it into the environment or into .env; the README says where each value comes from.
doctor-slack-ok = Slack answers: workspace { $team }, as @{ $name }.
doctor-slack-refused = Slack refuses the bot token: { $error }.
doctor-slack-refused-fix = Install the app again (OAuth & Permissions), set SLACK_BOT_TOKEN to the new token, and restart.
doctor-slack-unreachable = Slack cannot be reached at { $url }: { $error }.
doctor-slack-unreachable-fix = Check the network, a proxy, and SLACK_API_URL.
doctor-slack-organization = The bot token is for a whole Slack organization. smactr lives in one workspace.
doctor-slack-organization-fix = Install the app on the one workspace where the audits are to be, and set SLACK_BOT_TOKEN to that token. In the app's settings, leave "Org-wide app deployment" off.
doctor-slack-token-expires = The bot token expires: token rotation is switched on for the app, and smactr cannot renew it.
doctor-slack-token-expires-fix = Slack never switches rotation off again: make a new app from deploy/slack-manifest.yaml, which leaves it off, install it, and set the tokens of that one.
doctor-scopes-not-known = Slack does not say which permissions the app has, so they are not known.
doctor-scopes-not-known-fix = A proxy between here and Slack may take the header x-oauth-scopes away. Compare the app's permissions with deploy/slack-manifest.yaml by hand.
doctor-scopes-ok = The app has every permission it needs.
doctor-scopes-missing = The app lacks permissions: { $scopes }.
doctor-scopes-missing-fix = Update the app from deploy/slack-manifest.yaml (App Manifest), then install it again.
doctor-scopes-more = The app has permissions it does not use: { $scopes }.
doctor-scopes-more-fix = Take them away under OAuth & Permissions; what the app cannot do, nobody can make it do.
doctor-clock-ok = The clock agrees with Slack's.
doctor-clock-wrong = The clock is { $seconds } seconds away from Slack's; at more than 300, requests over HTTP are refused.
doctor-clock-wrong-fix = Let this machine keep its time by NTP.
doctor-clock-behind-record = Something is on record in { $audits } that is still to happen, by this clock: it went back, or was ahead before.
doctor-clock-behind-record-fix = Let this machine keep its time by NTP. Nothing is lost: deadlines go by the clock as it stands, and what is written follows on what was written.
doctor-socket-ok = The app-level token opens Socket Mode.
doctor-socket-refused = Slack refuses the app-level token: { $error }.
doctor-socket-refused-fix = Make one with connections:write (Basic Information, App-Level Tokens), set SLACK_APP_TOKEN, and see that Socket Mode is on.
doctor-http-note = Slack reaches the bot over HTTP; from here it cannot be seen whether it does.
doctor-http-note-fix = The app's three request URLs must be https://YOUR-HOST/slack/events.

## doctor: the record

doctor-database-ok = The database answers and fits this release.
doctor-database-gone = The database cannot be reached: { $problem }
doctor-database-gone-fix = Start it, or correct SMACTR_DATABASE_URL.
doctor-database-closed = The database cannot be opened: { $problem }
doctor-database-closed-fix = If it was for --resume: a running bot tries parked work again when it is restarted.
doctor-database-empty = The database is empty.
doctor-database-old = The database was made by an older release.
doctor-database-old-fix = Run: smactr migrate
doctor-database-newer = The database was changed by a newer release; this one must not write to it.
doctor-database-newer-fix = Install the newer release here too.
doctor-files-ok = The file store answers.
doctor-files-gone = Documents cannot be kept or read: { $problem }
doctor-files-gone-fix = Correct SMACTR_BLOBS, or the store's own variables (for S3: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT).
doctor-key-ok = The seal key is there.
doctor-key-none = There is no seal key here. Where there is no record yet, the bot makes one at its start.
doctor-key-none-fix = Keep a copy of it apart from the database's backups.
doctor-sealed-lost = { $lost }
doctor-sealed-lost-fix = It was sealed with a key that is not here. If there is a copy of that key, set SMACTR_SEAL_KEY=NEW,OLD and restart.
doctor-folder-open = Others on this machine may read { $files }.
doctor-folder-open-fix = chmod -R go= { $folder }
doctor-signer-ok = Decisions are signed with the key { $signing } in { $file }.
doctor-signer-command-ok = Decisions are signed with the key { $signing } by { $command }, which answers.
doctor-signer-device-ok = Decisions are signed with the key { $signing } by what { $scheme } of SMACTR_SIGNER names, which answers.
doctor-list-ok = The list of decisions of { $workspace } was issued { $issued } and holds until { $until }.
doctor-list-old = The list of decisions of { $workspace } was issued { $issued } and held until { $until }: gates that take it allow nothing.
doctor-list-old-fix = Start the bot: it issues the list every hour. If it runs, look for what its log says of signing.
doctor-list-missing = { $workspace } has decisions and no list of them: gates cannot tell whether one was suspended.
doctor-list-missing-fix = Start the bot, which issues the list every hour, once the key that signs is in order.
doctor-list-unsigned = The list of decisions of { $workspace } is signed with no key of its workspace that counts.
doctor-list-unsigned-fix = Start the bot: it issues the list anew. Find out who wrote into the file store meanwhile.
doctor-list-wrong = The list of decisions cannot be read: { $problem }
doctor-list-wrong-fix = Put the file store and the list of keys right, and try again.
doctor-signer-none = There is no key yet that signs decisions; the bot makes one with the first decision.
doctor-signer-none-fix = Keep a copy of it apart from the database's backups, or set SMACTR_SIGNER to a key elsewhere.
doctor-signer-gone = The key that signed decisions, { $file }, is gone.
doctor-signer-gone-fix = Put it back from its copy. If there is none, let the bot make another one and run smactr keys --rotate.
doctor-signer-wrong = Decisions cannot be signed: { $problem }
doctor-signer-wrong-fix = Put SMACTR_SIGNER and SMACTR_SIGNER_PUBLIC_KEY right, and try again.
doctor-key-wrong = The record cannot be opened: { $problem }
doctor-key-wrong-fix = Look for the copy of the key before anything else. Whatever sealed text is listed next stays closed without it.
doctor-key-folder = The seal key lies in the data folder, and several processes may share this database.
doctor-key-folder-fix = If there is more than one process, set SMACTR_SEAL_KEY to the same key for all of them.
doctor-model-none = No language model: summaries are made of excerpts.
doctor-model-ok = The language model { $model } is set up.
doctor-model-patience-ok = A request to it may take { $seconds } seconds.
doctor-model-traced = What people write to be summarised is shown to { $names }, as SMACTR_TRACING says.
doctor-model-not-traced-ok = { $names } of this environment see nothing of what people write to be summarised.
doctor-model-traced-fix = Leave SMACTR_TRACING out, where it is to be kept from them.
doctor-model-wrong = { $problem }
doctor-model-wrong-fix = Correct SMACTR_MODEL, or leave it out for excerpts.
doctor-framework-ok = The framework { $title } { $version } can be read.
doctor-framework-wrong = The framework has a mistake: { $problem }
doctor-framework-wrong-fix = Correct it; running audits keep the framework they were started with.

## doctor: audits

doctor-channels-ok = The bot is in the channels of all { $count } open audits.
doctor-channel-out = { $audit }: the bot is not in channel { $channel }.
doctor-channel-out-fix = In that channel: /invite @smactr
doctor-people-ok = Everybody in the open audits is one person to the bot.
doctor-people-split = { $audit }: { $people } stand under another workspace of your organization. Their clicks are not known as theirs.
doctor-people-split-fix = An earlier build wrote them down that way. The audit lead opens "People" in the audit, takes each of them out and names them again; what they did stays theirs.
doctor-channel-restricted = { $audit }: in channel { $channel }, who may post or reply is limited.
doctor-channel-restricted-fix = Have an admin let the app post and reply there (channel's name → Settings → Posting permissions); what waits is then sent by itself after: smactr doctor --resume
doctor-channel-archived = { $audit }: channel { $channel } is archived.
doctor-channel-archived-fix = Unarchive it, or end the audit.
doctor-channel-gone = { $audit }: channel { $channel } does not exist, or the bot was never in it.
doctor-channel-gone-fix = Invite the bot. If the channel was deleted: the audit lead makes a new one, or changes the decision channel in the audit's details.
doctor-work-ok = Nothing is parked, nothing waits.
doctor-work-waiting = Work has been waiting for { $minutes } minutes.
doctor-work-waiting-fix = Is `smactr serve` running? If it is, its log says why it cannot go on.
doctor-work-parked = { $audit }: { $what } is parked since { $since }: { $problem }.
doctor-work-parked-fix = Mend it (deploy/runbook.md, "Parked work"), then run: smactr doctor --resume
doctor-work-resumed = { $count ->
    [one] One piece of parked work
   *[other] { $count } pieces of parked work
} will be tried again.

## The language model

model-not-named = { $setting }={ $model }: write provider:model, for example openai:gpt-5-mini
model-unknown = { $setting }={ $model }: provider '{ $provider }' is not known; known are { $known }
model-not-installed = { $setting }={ $model }: its client is not installed; run pip install 'smactr[{ $extra }]'
model-without-key = { $setting }={ $model }: it needs a key; set { $keys }
model-needs = { $setting }={ $model }: it needs { $variable }; set it

## verify

verify-reading = Reading the record
verify-audit = { $audit } ({ $workspace }): { $events ->
    [one] one event
   *[other] { $events } events
}, { $contents ->
    [one] one content
   *[other] { $contents } contents
}{ $redacted ->
    [0] { "" }
   *[other] , { $redacted } redacted
}, head { $head }
verify-chain = { $audit } ({ $workspace }): { $events ->
    [one] one event
   *[other] { $events } events
} in an unbroken chain, head { $head }
verify-problem = { $audit ->
    [none] { $text }
   *[other] { $audit }: { $text }
}
verify-broken = { $problems ->
    [one] One thing is
   *[other] { $problems } things are
} not as recorded; { $events } events were replayed.
verify-intact = { $events ->
    [one] One event
   *[other] { $events } events
} in { $audits ->
    [one] one audit
   *[other] { $audits } audits
}: chain, fold and contents intact.
verify-chains-intact = { $events ->
    [one] One event
   *[other] { $events } events
} in { $audits ->
    [one] one audit
   *[other] { $audits } audits
}: chains unbroken. States, contents and other rows were not looked at: smactr verify does that.
verify-nothing = Nothing to verify: this record holds no audit. If it should, see whether SMACTR_DATA_DIR and SMACTR_DATABASE_URL name the right one.
verify-head-too-short = give the head whole: { $digits } digits, as the decision and the closing of each stage show it

verify-event-missing = Event { $event } of { $audit } is missing.
verify-events-missing = Events { $first } to { $last } of { $audit } are missing.
verify-event-changed = Event { $event } of { $audit } was changed after it was recorded.
verify-event-moment = Beside event { $event } of { $audit } stands another moment than the one it was recorded at.
verify-framework = The rules kept for { $audit } are not those it was started with. It stands still until they are restored.
verify-framework-unknown = The rules { $audit } was started with cannot be read by this release. Upgrade it.
verify-row-differs = In the table { $table }, { $column } of { $audit } is not what follows from its history.
verify-row-unproven = In the table { $table } of { $where }, the row “{ $row }” was not written by the bot.
verify-rows-unproven = In the table { $table }, { $rows ->
    [one] one more row was
   *[other] { $rows } more rows were
} not written by the bot, or with a seal key that is not set any more.
verify-schema-object = The database has a { $kind } “{ $name }” on { $table } that the bot did not make: it can change or drop what is recorded from now on. Remove it.
verify-counter = The counter of audits in { $workspace } stands before { $number }, a number that was given already.
verify-content-unbound = The content { $content } that { $audit } names is not marked as named: the nightly tidying would remove it.
verify-event-unknown = Event { $event } of { $audit } cannot be read: it is “{ $kind }” with schema version { $version }, which this release does not know. Upgrade it.
verify-end = { $audit } should end with event { $event }; its history ends with event { $last }, or with another hash than recorded.
verify-fold = Event { $event } of { $audit } does not follow from those before it: { $reason }
verify-state-differs = The state kept of { $audit } at event { $event } is not what its events say.
verify-state-beyond = The state kept of { $audit } is of event { $event }, which is missing.
verify-content-missing = The content { $content } that { $audit } names is missing.
verify-content-erased = The content { $content } was erased, and no event says who and why.
verify-content-changed = The { $what ->
    [file] file
    [sealed] sealed text
   *[text] text
} { $content } of { $audit } is not what was recorded, or cannot be read.
verify-content-unnamed = The content { $content } is kept for { $audit } of { $workspace }{ $gone ->
    [yes] . There is no such audit, and no event names it.
   *[no] , and no event names it.
}
verify-no-audit = There is no audit { $audit }.
verify-audit-missing = { $events ->
    [one] One event of { $audit } of { $workspace } is
   *[other] { $events } events of { $audit } of { $workspace } are
} left, and the audit itself is gone.
verify-heads = { $count ->
    [one] { $audit }: 1 head is signed, that of event { $event }, { $head }
   *[other] { $audit }: { $count } heads are signed, the last of event { $event }, { $head }
}. What came after it, and whether somebody with the key rewrote it all, only a head shows that was published elsewhere: smactr verify { $audit } --head HEAD, with one from Slack.
verify-signed-head-cut = Event { $event } was signed, and the history ends with event { $events }: its end is missing. Put back the newest backup.
verify-signed-head-differs = Event { $event } was signed with the head { $head }, and the history has another one: it was rewritten. Put back a backup from before.
verify-signed-head-unsigned = A signed head is damaged, or signed by no key of this workspace that still counts. smactr keys lists those.
verify-process-died = A process that checked part of the record ended before its time, perhaps for want of memory. Nothing is known of the record yet: run the command again.
verify-head-missing = No history has the head { $head }: the event it was published with, and all after it, are missing.

## report

report-no-audit = There is no audit { $audit }. `smactr verify` lists those there are.
report-not-in-workspace = There is no audit { $audit } in the workspace { $workspace }.
report-in-several-workspaces = { $audit } is in several workspaces: { $workspaces }. Name one with --workspace.
report-between-events = Events { $first } to { $last } were recorded at once, so the record never stood at event { $event } alone. Name { $last }, with which all of them are told.
report-no-event = { $audit } has { $events } events. Name one of them, from 1 to { $events }.
report-not-written = { $folder } cannot be written to: { $reason }

## summarize

transcript-too-large = { $file } is larger than { $most } MB.
transcript-unreadable = { $file } cannot be read: { $reason }
transcript-stopped = { $file }: reading it took too much time or memory. Split it into several files.
transcript-not-utf-8 = { $file } is not text in UTF-8.
transcript-silent = Nobody says anything in it.
transcript-breaks-off = It begins as JSON and breaks off in line { $line }: { $reason }.
transcript-no-meeting = It is JSON without what a meeting has: { $where ->
    [all] the whole
   *[other] { $where }
} does not fit. Needed is an object with meeting_transcripts, a list of objects with speaker and content.
transcript-no-speaker = Line { $line } has no speaker. Write a turn a line, for example: Safety: I disagree.
transcript-wrong = { $file } is no transcript. { $problem }

summarize-question = What was said, and what remains open?
summarize-excerpts = Excerpts: people's own words, chosen without a model.
summarize-excerpts-instead = Excerpts, people's own words: { $problem }.
summarize-by-model = Drafted by { $model }.
summarize-progress = Read { $done } of { $of }.
summarize-statement = { $kind }{ $who }: { $text }
summarize-kind-position = { "" }
summarize-kind-agreement = Agreed by{ " " }
summarize-kind-disagreement = Disagreed by{ " " }
summarize-kind-condition = Condition of{ " " }
summarize-kind-mitigation = Mitigation, from{ " " }
summarize-kind-principle = Principle at stake, from{ " " }
summarize-kind-open = Open, asked by{ " " }
summarize-kind-dissent = Dissent of{ " " }
summarize-unread = { " " }(not looked at for dissent: nobody here knows its language)
summarize-sign = A sign alone, of { $who }: { $sign }
summarize-verbatim = { $text } (message { $number })
summarize-quote = “{ $quote }” (message { $number })
summarize-withheld = Not verified, and withheld: { $count }
summarize-checked = Checked: { $stand } of { $of } quotes stand word for word in the message cited.
summarize-paid = Tokens: { $read } read, { $written } written. Cost in US dollars: { $cost ->
    [none] not known, set SMACTR_MODEL_PRICE
   *[other] { $cost }
}.
summarize-failed = No summary: { $problem }.

## sandbox

# a comment for the shell: what follows it is settings
sandbox-page = { "#" } the workspace in a browser: { $address }
sandbox-not-described = { $file } is no description of a workspace: { $problem }
sandbox-port-unusable = Port { $port } cannot be used: { $problem }. Choose another one with --port; 0 lets the system choose.

## decision: the key that signs, and what is signed

dossier-folder-taken = { $folder } is there already. Name a folder that is new or empty: a dossier is whole or none.
dossier-no-signatures = { $folder } holds no signature of a seat that can be read. Signatures are files like { $audit }.decision.json.sig.
dossier-no-role = The audit's framework has no role { $role }. Name a role by its key, such as safety.
decision-co-signed = { $count ->
    [0] No seat signed it beside the bot.
    [one] 1 seat signed it beside the bot: { $who }
   *[other] { $count } seats signed it beside the bot: { $who }
}
signers-unreachable = The list of allowed signers cannot be read: { $reason }
decision-unsigned = { $audit } has no decision yet, so there is nothing to sign.
signing-key-unreachable = The key that signs decisions, { $file }, cannot be read or made: { $reason }.
signing-key-another = Decisions of this workspace are signed with the key { $expected }, and this process has { $found }. Give every process the same key (SMACTR_SIGNER, or the file signing.key of the data folder). If the key was changed on purpose, say so with smactr keys --rotate.
signing-key-revoked = The key that signs decisions, { $key }, was revoked. Put another one in its place and run smactr keys --rotate.
signing-key-unknown = No decision was ever signed with the key { $key }. smactr keys lists those there are.
signing-key-used = The key { $key } signs decisions already, or did once. To sign with another one, put that in its place first.
signing-keys-unreadable = The list of keys that sign decisions, { $file } in the blob store, is damaged. Put back the one of your backup.
signer-another-key = What SMACTR_SIGNER signs with is not the key { $key } of SMACTR_SIGNER_PUBLIC_KEY. Name the public key that belongs to it.
signer-command-failed = { $command } of SMACTR_SIGNER did not sign and ended with { $code }. { $reason }
signer-command-none = { $command } of SMACTR_SIGNER cannot be run: { $reason }
signer-device-slow = What { $scheme } of SMACTR_SIGNER names did not sign within { $seconds } seconds.
signer-command-slow = { $command } of SMACTR_SIGNER did not sign within { $seconds } seconds.
signer-extra-missing = SMACTR_SIGNER names a key by { $scheme }:, and what is needed for that is not installed. { $reason }
signer-pin-refused = The token that { $scheme }: of SMACTR_SIGNER names refused SMACTR_SIGNER_PIN. It is not asked again until a restart, since most tokens lock after three wrong PINs. Put the PIN right (or unlock the token) and restart.
signer-public-key-missing = SMACTR_SIGNER is set, and its public key is not known. Name a file with it in SMACTR_SIGNER_PUBLIC_KEY.
signer-public-key-none = { $file } holds no ECDSA P-256 public key in PEM. Export the one that belongs to SMACTR_SIGNER.
signer-unusable = The key that SMACTR_SIGNER names by { $scheme }: cannot be used: { $reason }
keys-none = Nothing was signed here yet: there is no key on record.
keys-line = { $state ->
    [signs] { $key } signs since { $since }
    [ended] { $key } signed from { $since } until { $until }
   *[revoked] { $key } revoked: { $why }
}
keys-status = The list of decisions is served at /decisions of the bot, with the token { $token }
keys-why-missing = Say with --why for what reason the key is revoked; it is kept with it.
keys-workspace-missing = Several workspaces are on record: { $workspaces }. Name one with --workspace.
signing-key-none = { $file } is no ECDSA P-256 key that signs decisions. Put back the one that was there; with a new one older decisions no longer verify.

# What GET /metrics says of each of its numbers
metrics-requests = How long Slack waited for the answer to one request, in seconds, of this process, by kind of request
metrics-queue-age = How late the oldest work is, in seconds, of all processes on the record
metrics-queue-waiting = Work that is still to be done
metrics-queue-retried = Of that, work that failed at least once
metrics-queue-parked = Work that waits for a person, since Slack refuses it for good
