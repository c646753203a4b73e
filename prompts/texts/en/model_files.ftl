# The files of a model: smactr fingerprint, smactr compare, manifests and signatures of other tools.

fingerprint-hashing = Reading
fingerprint-of = { $model }: { $files ->
    [one] 1 file
   *[other] { $files } files
  }, { $size }
fingerprint-format = { "  " }{ $count } × { $format }
fingerprint-within = { "  " }in { $file }: { $formats }
fingerprint-part-missing = { $file } names { $part }, which is not there. Without it this is another model, or none.
fingerprint-aside = { $name } is no part of the fingerprint, and smactr gate refuses it: take it out before the release, or name it there (--leave-out { $name }).
fingerprint-empty-folder = { $folder } is a folder without a file. No fingerprint covers it, and smactr gate refuses it: take it out before the release.
fingerprint-written = The manifest is in { $file }. Hand it in as the model's manifest.
fingerprint-signature-same = { $file } is of the same bytes. Whether the signature is genuine, its signer's verifier says.
fingerprint-signature-other = { $file } is of other bytes: a file was added, removed, renamed or changed since it was signed.

## smactr compare: what files are to those that were decided on

compare-identical = Identical: the same files, byte for byte.
compare-same-tensors = The same tensors in other files: renamed, cut into other parts, or saved once more: the header may differ each time.
compare-converted = The same tensors in another type: another dtype, or quantised from the decided ones.
compare-adapter = An adapter: it fits the decided tensors by name and shape. Whether it was trained on them, no file tells.
compare-other-weights = Other weights of the same shape: trained on, merged, or another model.
compare-unknown = Unknown.
compare-clause-identical = The decision is about these files. Whether they may be released in a form, smactr gate says.
compare-clause-same-tensors = The decision names files, and these have another fingerprint: the gate refuses them. Release the decided files, or have these stated as a new version of the same line (E21).
compare-clause-converted = The decision does not cover them: what was measured was measured on the decided type. They are a new version of the same line (E21), and results are run again or carried over (E22).
compare-clause-adapter = The decision covers the decided files alone, and no adapter on them. With the adapter it is a new version of the model (E21), and its results are its own.
compare-clause-other-weights = The decision does not cover them: no result of the decided weights speaks for these. They are a new version, or another model (E21).
compare-clause-unknown = The decision covers nothing that is not certainly its own. Release the decided files, or have an auditor look.
compare-doubt-manifest = The manifest has digests of whole files, and other files are here. Name the folder with the decided files in its place: then tensors are compared.
compare-doubt-format = { $about } cannot be told apart into tensors, and is not the same in both folders.
compare-doubt-adapter = { $about } belongs to an adapter that does not fit the decided tensors.
compare-doubt-tensors = Not every tensor has a counterpart{ $about ->
    [none] .
   *[other] , such as { $about }.
  }
compare-doubt-rounding = { $about } is near to the decided tensor, but not as rounding alone would leave it.
compare-sampled = Tensors with fewer bits, or with rows in another order, were compared by samples, all others value for value.
compare-beside = { $files ->
    [one] 1 file without tensors is
   *[other] { $files } files without tensors are
  } not as decided: { $shown }

## What stands in the way

model-files-none = { $model } holds no file of a model. Name the folder with its weights.
model-files-name-twice = Two files have the same name but for case or accents: { $other } and { $name }. Rename one; on some disks they are one file.
model-files-unreadable = { $file } cannot be read: { $reason }. Put it right there, or take it out, and try again.
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
