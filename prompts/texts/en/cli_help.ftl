# What `--help` says of the commands and their options. It is read by itself, before anything else is, and takes no arguments.

## The command, and the words that commands stand beneath

cli = A Slack bot that carries an internal AI audit, from /audit start to the posted release decision.
cli-framework = An audit framework of your own.
cli-evaluations = Results of tests: what a file says.

## What several commands have

cli-any-delivery = How the bot hears of things.
cli-any-audit = An audit's key, such as A-12.
cli-any-output = The folder the files are written to.
cli-any-as-of = The number of an event: as things stood then.
cli-any-workspace = The workspace's id, where several have an audit of this key.
cli-any-path = The folder; without it, the built-in framework.

## serve

cli-serve = Run the bot: Socket Mode with an app-level token, HTTP with a signing secret.

## demo

cli-demo = Try a whole audit in the browser, as every stakeholder. --unattended: watch it being played in the terminal.
cli-demo-unattended = Play every part and end with the decision.
cli-demo-database = Where the record is kept; default: SQLite in the data folder.
cli-demo-data-dir = The demo's data folder; default: that of SMACTR_DATA_DIR.
cli-demo-reset = Throw away what an earlier demo left there.
cli-demo-port = The page's port; where it is taken, the next free one.
cli-demo-browser = Open the page in a browser.
cli-demo-scenario = With --unattended: another story; an unknown name lists them.
cli-demo-output = With --unattended: the folder for the audit's report.

## sandbox

cli-sandbox = Run a Slack-compatible workspace on this machine, for trying the bot out without Slack.
cli-sandbox-port = The port to listen on, on this machine only.
cli-sandbox-bot-url = With http: where the bot listens.
cli-sandbox-workspace = People and channels, as a TOML or YAML file.

## migrate

cli-migrate = Bring the database to this release.

## verify

cli-verify = Replay histories and check chain, state and contents.

    Exit code 1 where something is not as it was recorded, 3 where there is nothing to verify.
cli-verify-audit = An audit's key, such as A-12; without it, all of them.
cli-verify-chain-only = Check the chains alone: quick, and says nothing of states and contents.
cli-verify-head = A head published in Slack: the history must contain it, or its end is missing.

## report

cli-report = Write an audit's report and design history as files, as things stand now or stood at an event.
cli-report-form = Which of them.
cli-report-address = The workspace's address, such as https://acme.slack.com/: statements link to messages.

## decision

cli-decision = Sign an audit's decision as it stands now, and write it as files that `smactr gate` and foreign tools verify.
cli-decision-target = Where the files may go, and nowhere else; repeatable. Default: anywhere.
cli-decision-signers = Allowed signers (ssh-keygen): which seats signed beside the bot is said.

## dossier

cli-dossier = Write what there is of an audit into one folder, signed, with a verifier that needs python3 alone.
cli-dossier-output = The new folder; default: A-12-dossier.
cli-dossier-reader = The role it is for: with the documents that only this role opens.
cli-dossier-signatures = A folder with what seats signed beside the bot (ssh-keygen), to put in too.

## keys

cli-keys = List the keys that decisions are signed with; change which one signs, or revoke one.
cli-keys-rotate = The key that is set now signs from now on.
cli-backup = A copy of the record and its files in a new folder, of one moment, also while the bot runs; the seal key is not in it.
cli-backup-folder = A folder that is empty or not there yet.
cli-restore = An empty record filled from a backup, and verified; the seal key must be back in its place first.
cli-restore-folder = The folder that `smactr backup` wrote.
cli-keys-seal-key-lost = The seal key is lost: go on with the one that is set now, and say what stays closed for good.
cli-keys-revoke = Nothing that this key signed counts any more.
cli-keys-why = Why it is revoked.
cli-keys-workspace = The workspace's id, where the record has several.

## doctor

cli-doctor = Find what stands in the way, each with its fix. Exit code 1 while anything does.
cli-doctor-resume = Try parked work again.

## summarize

cli-summarize = Summarize a transcript file without Slack, its quotes checked. Exit code 1 where no summary came of it, or excerpts alone because the model failed.
cli-summarize-transcript = A meeting as JSON (meeting_transcripts), or text with a turn a line: 'Speaker: text'.
cli-summarize-model = The model, as provider:model; without it, that of SMACTR_MODEL.
cli-summarize-question = What is asked, in place of the file's first general query; repeatable.

## gate

cli-gate = Tell whether the files in a folder may be released in a form, by a signed decision; offline.

    Exit code 0 allowed, 1 refused, 2 cannot tell.

## settings

cli-settings = Show every setting with its meaning and default.
cli-settings-markdown = As the table of the README.

## evaluations read

cli-evaluations-read = Print what result files say, and what of it does not fit. Exit code 1 where a file cannot be read.
cli-evaluations-read-files = Result files, of any known format.
cli-evaluations-read-model = Compare with this model's name.
cli-evaluations-read-version = Its version, where tools make it part of the name.
cli-evaluations-read-digest = Compare with this fingerprint of the model's weights.
cli-evaluations-read-to = Print a table, or records of the Every Eval Ever schema, one a line.

## framework check

cli-framework-check = Check a framework's folder; print what it has otherwise than the built-in one. Exit code 1 where it is wrong.
cli-framework-check-path = The folder, as SMACTR_FRAMEWORK would name it.

## framework documents

cli-framework-documents = Print every document with its stage, who gives it and how, as a Markdown table.

## framework attack

cli-framework-attack = Search for a decision against the evidence, through the real rules, by people who work together.

    Exit code 1 where one was found, 2 where the search is too weak to say anything.
cli-framework-attack-coalition = Who works together, by role: lead,auditor,admin. Default: the largest that must fail.
cli-framework-attack-form = One release form; default: all.
cli-framework-attack-kind = A smaller kind of audit, such as light; default: the full one.
cli-framework-attack-seconds = How long to search.
cli-framework-attack-plays = End after so many plays: the same seed then finds the same on any machine.
cli-framework-attack-seats = Seats of the board.
cli-framework-attack-seed = The chance by which moves are drawn.

## fingerprint

cli-fingerprint = Hash a model's files and print the fingerprint that an audit is bound to.

    Exit code 1 where a signature is of other bytes.
cli-fingerprint-paths = The model's folder, or its files.
cli-fingerprint-output = Where to write the manifest, to be handed in.
cli-fingerprint-signature = A signature of OpenSSF Model Signing; default: model.sig in the folder.

## compare

cli-compare = Tell what a folder's files are to those that were decided on, and what the decision says of them.

    Exit code 0 the same files, 1 something else that is named, 2 unknown.
cli-compare-decided = The folder that was decided on, or its manifest.
cli-compare-folder = The folder in question.
