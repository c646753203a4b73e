#!/usr/bin/env bash
# The CycloneDX library reads a valid bill of materials of a model and writes it again without its model card.
#
# Expected: `Bom.from_json` of a document that the library's own strict validator accepts keeps what stands in it, or
# says what it cannot keep. A machine-learning bill is mostly its `modelCard`: metrics, limits, considerations.
#
# Instead (seen on 2026-11-30): the validator accepts the document, `from_json` reads it without a warning, and what is
# written has the component's name and version and no `modelCard`. The new document is valid, too.
#
# Why it matters: a pipeline that adds a licence, a hash or a supplier to a model's bill by reading and writing it hands
# on a bill that states no result and no limit any more; whoever reads performance from it finds none. Read and change
# such documents as JSON.
#
# That the library has no model for the field is an open wish upstream; that it is dropped in silence is not documented.
#
# Versions: cyclonedx-python-lib 11.12.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'cyclonedx-python-lib[json-validation]==11.12.0' || exit 2
cd "$work"

cat >look.py <<'EOF'
import json
import sys
import warnings
from importlib.metadata import version

from cyclonedx.model.bom import Bom
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

METRIC = {"type": "refusal rate", "value": "0.97", "confidenceInterval": {"lowerBound": "0.95", "upperBound": "0.99"}}
BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "version": 1,
    "components": [
        {
            "type": "machine-learning-model",
            "bom-ref": "model",
            "name": "candidate",
            "version": "1.2",
            "modelCard": {
                "modelParameters": {"task": "text-generation"},
                "quantitativeAnalysis": {"performanceMetrics": [METRIC]},
                "considerations": {"technicalLimitations": ["English only"]},
            },
        }
    ],
}

validator = JsonStrictValidator(SchemaVersion.V1_6)
accepted = validator.validate_str(json.dumps(BILL)) is None
with warnings.catch_warnings(record=True) as warned:
    warnings.simplefilter("always")
    written = JsonV1Dot6(Bom.from_json(json.loads(json.dumps(BILL)))).output_as_string()
[before], [after] = BILL["components"], json.loads(written)["components"]
print("cyclonedx-python-lib", version("cyclonedx-python-lib"))
print("accepted by its strict validator:", accepted)
print("fields of the component before:", sorted(before))
print("fields of the component after: ", sorted(after))
print("warnings:", len(warned), "| what was written is valid:", validator.validate_str(written) is None)
as_described = accepted and "modelCard" not in after and not warned and validator.validate_str(written) is None
print("as described" if as_described else "CHANGED")
sys.exit(0 if as_described else 1)
EOF
venv/bin/python look.py
