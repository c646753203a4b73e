"""A plugin of mypy: `model.replace(field=…)` takes the fields of its model, each by its own type.

Owns that check. The fields are read off the model's constructor, so that no list of them is written twice; what must
be given there may be left out here. A model that works a value out once (`cached_property`) is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import ARG_NAMED_OPT, Decorator, TypeInfo
from mypy.plugin import MethodSigContext, Plugin
from mypy.types import CallableType, FunctionLike, Instance, get_proper_type

OWNER, METHOD = "bot.domain.kernel.models.Frozen", "replace"


class ReplacedFields(Plugin):
    """Gives `Frozen.replace` the signature of the model it is called on."""

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """The check of every method with this name; whose it is, is known once it is called."""
        return _fields_of_model if fullname.endswith(f".{METHOD}") else None


def _fields_of_model(context: MethodSigContext) -> FunctionLike:
    model = get_proper_type(context.type)
    if not isinstance(model, Instance):
        return context.default_signature
    owner = model.type.get_containing_type_info(METHOD)
    if owner is None or owner.fullname != OWNER:
        return context.default_signature
    method = model.type.get_method("__init__")
    constructor = get_proper_type(method.type) if method else None
    if not isinstance(constructor, CallableType):
        context.api.fail("The fields of this model are not known here", context.context)
        return context.default_signature
    if cached := _cached(model.type):
        context.api.fail(f'"{cached}" would be carried over from the old values: build the model anew', context.context)
    fields = len(constructor.arg_types) - 1
    return context.default_signature.copy_modified(
        arg_types=constructor.arg_types[1:],
        arg_kinds=[ARG_NAMED_OPT] * fields,
        arg_names=constructor.arg_names[1:],
    )


def _cached(model: TypeInfo) -> str:
    """The name of a value that the model works out once, or an empty text."""
    for owner in model.mro:
        for name, symbol in owner.names.items():
            # to mypy, a property that can be set and has no setter of its own
            if isinstance(symbol.node, Decorator) and symbol.node.var.is_settable_property:
                return name
    return ""


def plugin(version: str) -> type[Plugin]:
    """What mypy asks for."""
    return ReplacedFields
