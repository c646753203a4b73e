"""The results file of lm-evaluation-harness.

Owns what its fields mean: a key is `metric,filter`, its standard error stands beside it as `metric_stderr,filter`; a
group is a task whose value rests on the samples of its tasks. The harness writes the file at its end, so a file is of
a run that ended; a limit or missing samples still show. Must not know anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from bot.domain.evaluations.measurement import (
    NOT_STATED,
    Completeness,
    DataSet,
    EvaluationResult,
    SystemUnderTest,
    Uncertainty,
    Variant,
)
from bot.evaluations.field_values import LONGEST_TEXT, count, mapping, moment, number, sequence, text, truth
from bot.evaluations.model_names import host, named, revision
from bot.evaluations.result_file import WRITTEN_AT_END, Found, Reader, ResultFile

FORMAT: Final = "lm-evaluation-harness"

NOT_METRICS: Final = frozenset({"", "alias", "name", "sample_len", "sample_count", "bypass"})
"""`bypass` stands in every task of `--predict_only`, always with 999: nothing was scored."""

STDERR: Final = "_stderr"

NO_FILTER: Final = ("", "none")

NAMING: Final = ("peft", "delta", "pretrained", "model", "path", "engine")
"""The arguments the harness takes a model's name from, in its order."""

COMMITS: Final = {"peft": "peft_sha", "delta": "delta_sha"}
"""Where the commit of an adapter stands; `model_sha` is then the base model's."""

MADE_UP: Final = re.compile(r"[a-z0-9]{8}")
"""The form of the name the harness makes up where no argument gives one."""

LOADERS: Final = frozenset({"json", "csv", "parquet", "text", "arrow", "pandas"})
"""Where a data set's path says only how its files are read."""


def _claims(file: ResultFile) -> bool:
    said = file.json
    if not isinstance(said.get("results"), dict) or "config_general" in said:
        return False
    return "lm_eval_version" in said or "n-samples" in said or ("versions" in said and "config" in said)


def _read(file: ResultFile) -> EvaluationResult:
    run = _Run(file.json)
    found = Found()
    for task, values in mapping(run.said.get("results")).items():
        _add_task(found, run, task, mapping(values))
    return EvaluationResult(
        format=FORMAT,
        tool=f"lm_eval {text(run.said.get('lm_eval_version'))}".strip(),
        models=(run.model,) if run.model != NOT_STATED else (),
        completeness=_completeness(run.missing),
        limits=run.limits,
        notes=found.notes,
        measurements=found.measurements,
        started_at=moment(run.said.get("date")),
    )


READER: Final = Reader(FORMAT, _claims, _read)


def _completeness(missing: int) -> Completeness:
    if missing:
        return Completeness(status="partial", reason="tasks-missing", params={"count": missing})
    return WRITTEN_AT_END


@dataclass
class _Run:
    """The file, and what all its tasks share."""

    said: Mapping[str, Any]
    _leaves: dict[str, frozenset[str] | None] = field(default_factory=dict)

    @cached_property
    def config(self) -> Mapping[str, Any]:
        return mapping(self.said.get("config"))

    @cached_property
    def model(self) -> SystemUnderTest:
        """What an argument names; the backend alone (`hf`), or a name the harness made up, names no model."""
        arguments = self._arguments
        key = next((key for key in NAMING if text(arguments.get(key))), "")
        name, commit = named(arguments[key] if key else self._name_alone)
        if not name:
            return NOT_STATED
        commit = commit or revision(self.config.get(COMMITS.get(key, "model_sha")))
        if not commit and key not in COMMITS:
            commit = revision(self.config.get("model_revision")) or revision(arguments.get("revision"))
        return SystemUnderTest(name=name, revision=commit, endpoint=host(arguments.get("base_url")))

    @cached_property
    def _arguments(self) -> Mapping[str, Any]:
        said = self.config.get("model_args")
        return mapping(said) or dict(pair.split("=", 1) for pair in str(said or "")[:10_000].split(",") if "=" in pair)

    @property
    def _name_alone(self) -> str:
        """Without such an argument: of a harness called from Python, which keeps a model's own path."""
        backend, name = text(self.config.get("model")), text(self.said.get("model_name"))
        return backend if "/" in backend else "" if MADE_UP.fullmatch(name) else name

    @property
    def limits(self) -> tuple[str, ...]:
        """The limit where fewer samples were scored than there are, or the file does not say of how many.

        Samples that `--samples` picks are on record nowhere: fewer than there are, without a limit, are picked ones.
        """
        limit = text(self.config.get("limit"))
        counts = [mapping(each) for each in mapping(self.said.get("n-samples")).values()]
        pairs = [(count(each.get("effective")), count(each.get("original"))) for each in counts]
        short = [done for done, there in pairs if done is not None and there is not None and done < there]
        if limit:
            return (f"limit={limit}",) if short or not pairs or any(None in pair for pair in pairs) else ()
        return (f"samples={sum(short)}",) if any(short) else ()

    @property
    def missing(self) -> int:
        """How many tasks of a group have no values: of a run in parts, or a file that was shortened."""
        results, children = mapping(self.said.get("results")), mapping(self.said.get("group_subtasks"))
        tasks = {text(child) for each in children.values() for child in sequence(each)}
        return sum(task not in results and not sequence(children.get(task)) for task in tasks)

    def samples(self, task: str, key: str) -> tuple[int | None, int | None]:
        """Scored and meant of a value: a task's own, or the sum over those tasks of a group that have the value."""
        own = mapping(self.said.get("n-samples")).get(task)
        if own is not None:
            return count(mapping(own).get("effective")), count(mapping(own).get("original"))
        results = mapping(self.said.get("results"))
        leaves = self.leaves(task)
        if leaves is None:
            return None, None
        parts = [each for each in leaves if key in mapping(results.get(each))]
        stated = count(mapping(mapping(results.get(task)).get("sample_count")).get(key))
        pairs = [self.samples(each, key) for each in parts]
        done, there = (_sum(each) for each in (zip(*pairs, strict=True) if pairs else ((), ())))
        return done if stated is None else stated, there

    def leaves(self, group: str) -> frozenset[str] | None:
        """The tasks of a group, through the groups in it, each once; a group on the way is looked through once.

        None where a group on the way contains itself: the harness makes no such group, so what is in it is not known.
        """
        tasks, children = mapping(self.said.get("n-samples")), mapping(self.said.get("group_subtasks"))
        found: dict[str, set[str] | None] = {} if group in self._leaves else {group: set()}
        inside = [(each, map(text, sequence(children.get(each)))) for each in found]
        while inside:
            outer, rest = inside[-1]
            if (child := next(rest, None)) is None:
                inside.pop()
                known = found.pop(outer)
                self._leaves[outer] = None if known is None else frozenset(known)
                if inside:
                    _add_leaves(found, inside[-1][0], self._leaves[outer])
            elif child in tasks:
                _add_leaves(found, outer, frozenset((child,)))
            elif child in self._leaves:
                _add_leaves(found, outer, self._leaves[child])
            elif child in found:
                found[outer] = None
            else:
                found[child] = set()
                inside.append((child, map(text, sequence(children.get(child)))))
        return self._leaves[group]

    def repeats(self, task: str) -> int | None:
        """How many answers each sample was given, of which a filter made one; None where it was one."""
        said = count(mapping(mapping(self.said.get("configs")).get(task)).get("repeats")) or 1
        return said if said > 1 else None

    def dataset(self, task: str) -> DataSet:
        """What a task was asked of; a loader's name (`json`) is none, there the files' names are. A group has none."""
        config = mapping(mapping(self.said.get("configs")).get(task))
        options = mapping(config.get("dataset_kwargs"))
        path = text(config.get("dataset_path"))
        shots = count(mapping(self.said.get("n-shot")).get(task)) if config else None
        split = (text(config.get("test_split")) or text(config.get("validation_split"))) if path else ""
        return DataSet(
            name=", ".join(_file_names(options.get("data_files"), split)) if path in LOADERS else named(path)[0],
            subset=text(config.get("dataset_name")),
            split=split,
            revision=revision(options.get("revision")),
            arguments="" if shots is None else f"num_fewshot={shots}",
        )


def _add_leaves(found: dict[str, set[str] | None], group: str, leaves: frozenset[str] | None) -> None:
    """Add to the tasks of a group; what is not known of a part is not known of the whole."""
    known = found[group]
    if leaves is None or known is None:
        found[group] = None
    else:
        known |= leaves


def _sum(counts: tuple[int | None, ...]) -> int | None:
    known = [each for each in counts if each is not None]
    return sum(known) if known and len(known) == len(counts) else None


def _file_names(files: object, split: str) -> Iterator[str]:
    """The names of the files a loader reads for a split, without their folders; those of others give few shots."""
    by_split = mapping(files)
    for each in (by_split[split],) if split in by_split else by_split.values() or (files,):
        for path in sequence(each) or (each,):
            if name := text(path).replace("\\", "/").rstrip("/").rpartition("/")[2]:
                yield name


def _parts(key: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Metric and filter of a key. Where either holds a comma itself, the key of the standard error tells them apart."""
    commas = [at for at, sign in enumerate(key[:LONGEST_TEXT]) if sign == ","]
    parts = [(key[:at], key[at + 1 :]) for at in commas] or [(key, "")]
    return next((part for part in parts if _error_key(*part) in values), parts[0])


def _error_key(metric: str, kept: str) -> str:
    return f"{metric}{STDERR},{kept}" if kept else f"{metric}{STDERR}"


def _add_task(found: Found, run: _Run, task: str, values: Mapping[str, Any]) -> None:
    better = mapping(mapping(run.said.get("higher_is_better")).get(task))
    dataset, repeats = run.dataset(task), run.repeats(task)
    for key, value in values.items():
        metric, kept = _parts(key, values)
        if metric.strip() in NOT_METRICS or metric.endswith(STDERR) or f"{STDERR}," in key:
            continue
        error = number(values.get(_error_key(metric, kept)))
        samples, declared = run.samples(task, key)
        found.add(
            value,
            task=text(task),
            metric=text(metric),
            dataset=dataset,
            variant=Variant(filter="" if kept in NO_FILTER else text(kept), epochs=repeats),
            uncertainty=None if error is None else Uncertainty(standard_error=error),
            samples=samples,
            declared=declared,
            higher_is_better=truth(better.get(metric)),
            model=run.model,
        )
