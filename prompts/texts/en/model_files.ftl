# The files of a model: smactr fingerprint, manifests and signatures of other tools.

fingerprint-hashing = Reading
fingerprint-of = { $model }: { $files ->
    [one] 1 file
   *[other] { $files } files
  }, { $size }
fingerprint-format = { "  " }{ $count } × { $format }
fingerprint-written = The manifest is in { $file }. Hand it in as the model's manifest.
fingerprint-signature-same = { $file } is of the same bytes. Whether the signature is genuine, its signer's verifier says.
fingerprint-signature-other = { $file } is of other bytes: a file was added, removed, renamed or changed since it was signed.

## What stands in the way

model-files-none = { $model } holds no file of a model. Name the folder with its weights.
model-files-name-twice = Two files have the same name but for case or accents: { $other } and { $name }. Rename one; on some disks they are one file.
model-files-unreadable = { $file } cannot be read: { $reason }.
model-files-unwritable = { $file } cannot be written: { $reason }.
model-files-leads-out = { $file } is a link out of its folder, so what it leads to is not part of the model. Put the file itself there (from a Hugging Face cache: hf download with --local-dir).
model-files-linked-folder = { $file } is a link to a folder. Put the folder itself there, or its files would count twice.
model-files-no-plain-file = { $file } is no plain file, so it has no bytes to be bound to. Leave it out.
model-files-changed = { $file } changed while it was read. Try again once nothing writes there.
model-files-stopped = Stopped.
model-files-lfs-pointer = { $file } only stands for a file that was not downloaded (Git LFS). Fetch it first: git lfs pull.
model-files-manifest-large = The manifest is larger than { $most } MB, so it is none of ours. Make one with smactr fingerprint.
model-files-manifest-no-json = The manifest is no JSON. Make one with smactr fingerprint.
model-files-manifest-another-kind = The JSON is no manifest: its predicateType is not { $expected }. Make one with smactr fingerprint.
model-files-manifest-malformed = The manifest is not well formed at { $place }. Make it again with smactr fingerprint.
model-files-manifest-key-twice = The manifest says “{ $key }” twice in one place, so it cannot be told what it means. Make it again with smactr fingerprint.
model-files-manifest-outside = The manifest names a file outside of the model: { $name }. Make it again with smactr fingerprint.
model-files-manifest-inconsistent = The manifest does not fit its own digest: it was changed by hand, or cut. Make it again with smactr fingerprint.
model-files-signature-unreadable = The signature is no Sigstore bundle with an envelope, as OpenSSF Model Signing writes it.
model-files-signature-another-kind = The signature is over something else than an in-toto statement.
