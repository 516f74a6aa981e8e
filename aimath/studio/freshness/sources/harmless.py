"""Whether a statement only binds its names on import, so that it counts only if they are used.

A statement that may register something, patch something or draw a random number counts always.
"""

import builtins

from aimath.studio.freshness.sources.definitions import Definition
from aimath.studio.freshness.sources.effects import READING, Call, Calls
from aimath.studio.freshness.sources.modules import Module, Modules
from aimath.studio.freshness.sources.reach import Target, targets_of

_CHANGING_BUILTINS = """
    __build_class__ __import__ breakpoint compile delattr eval exec exit globals help input iter next open
    print quit setattr vars
"""
_KNOWN_LIBRARIES = """
    abc cmath collections colorsys contextlib copy dataclasses decimal enum fractions functools itertools
    manim math numbers numpy operator pathlib pydantic re statistics string textwrap types typing
    typing_extensions
"""
_CHANGING_PARTS = """
    at config copyto fill_diagonal place put putmask random register_font set_default set_printoptions seterr
    seterrcall setbufsize shuffle
"""
_PLAIN_BASES = ("abc.", "builtins.", "enum.", "typing.")
_BUILTINS = frozenset(dir(builtins)) - frozenset(_CHANGING_BUILTINS.split())
_LIBRARIES = frozenset(_KNOWN_LIBRARIES.split())
_CHANGING = frozenset(_CHANGING_PARTS.split())


class Harmlessness:
    """Tells which definitions do nothing but bind their names.

    Args:
        modules: where modules are found.
    """

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._hooks: dict[int, bool] = {}
        self._calls: dict[int, bool] = {}
        self._hand_overs: dict[int, bool] = {}

    def only_binds(self, module: Module, definition: Definition) -> bool:
        """Tell whether a statement changes nothing but its own names when the module is imported."""
        if definition.kind in ("import", "code"):
            return definition.kind == "import"
        return not self._is_hooked(module, definition) and self._all(module, definition.on_import)

    def _is_hooked(self, module: Module, definition: Definition) -> bool:
        """Tell whether defining a class may run code of its bases."""
        if id(definition) not in self._hooks:
            self._hooks[id(definition)] = False
            self._hooks[id(definition)] = definition.hooked or not all(
                self._is_quiet_base(module, definition, base) for base in definition.bases
            )
        return self._hooks[id(definition)]

    def _is_quiet_base(self, module: Module, definition: Definition, base: str) -> bool:
        targets = targets_of(self._modules, module, base)
        return bool(targets) and all(
            # The members of an enumeration are made, by its own code, as soon as it is defined.
            _is_known(target.outside) and (definition.plain or not target.outside.startswith("enum."))
            if target.outside
            else target.definition is not None and not self._is_hooked(target.module, target.definition)
            for target in targets
        )

    def _all(self, module: Module, calls: Calls) -> bool:
        return calls is not None and all(self._is_harmless(module, call) for call in calls)

    def _is_harmless(self, module: Module, call: Call) -> bool:
        only_keeps = False
        targets = targets_of(self._modules, module, call.callee)
        if not targets:
            return False
        for target in targets:
            if target.outside:
                if not _is_known(target.outside):
                    return False
                continue
            found = target.definition
            if found is None or not self._is_harmless_use(target, found):
                return False
            only_keeps = only_keeps or (found.kind == "class" and self._is_plain(target.module, found))
        handed = self._all(module, call.code)
        return only_keeps or (handed and all(self._can_be_handed_over(module, name) for name in call.handed))

    def _is_harmless_use(self, target: Target, found: Definition) -> bool:
        """Tell whether calling a definition, or an attribute of what it binds, changes nothing."""
        match found.kind:
            case "import":
                return True
            case "function":
                return not target.rest and self._can_be_called(target.module, found)
            case "class" if target.rest:
                return self._all(target.module, found.when_called)
            case "class":
                return self._can_be_called(target.module, found)
            case "value":
                return len(target.rest) == 1 and target.rest[0] in READING
        return False

    def _is_plain(self, module: Module, definition: Definition) -> bool:
        """Tell whether making an instance of a class runs no code but that of its project's bases."""
        outside = [
            target.outside
            for base in definition.bases
            for target in targets_of(self._modules, module, base)
            if target.outside
        ]
        return definition.plain and all(name.startswith(_PLAIN_BASES) for name in outside)

    def _can_be_called(self, module: Module, definition: Definition) -> bool:
        if id(definition) not in self._calls:
            # What calls itself is as harmless as the rest of it.
            self._calls[id(definition)] = True
            plain = definition.kind == "class" and self._is_plain(module, definition)
            bases = tuple(Call(base) for base in definition.bases)
            self._calls[id(definition)] = self._all(
                module, () if plain else definition.when_called
            ) and self._all(module, bases)
        return self._calls[id(definition)]

    def _can_be_handed_over(self, module: Module, name: str) -> bool:
        """Tell whether nothing changes even if what has this name is called."""
        targets = targets_of(self._modules, module, name)
        for target in targets:
            found = target.definition
            # What belongs to a value may be a method that changes it.
            if found is not None and found.kind != "import" and target.rest:
                return False
            if not target.outside and (found is None or not self._is_harmless_value(target.module, found)):
                return False
        return bool(targets)

    def _is_harmless_value(self, module: Module, definition: Definition) -> bool:
        if id(definition) not in self._hand_overs:
            self._hand_overs[id(definition)] = True
            if definition.kind in ("function", "class"):
                harmless = self._can_be_called(module, definition)
            else:
                used = definition.names_used if definition.kind == "value" else ()
                harmless = definition.kind != "code" and self._all(module, definition.on_import)
                harmless = harmless and all(self._can_be_handed_over(module, name) for name in used)
            self._hand_overs[id(definition)] = harmless
        return self._hand_overs[id(definition)]


def _is_known(name: str) -> bool:
    top, _, rest = name.partition(".")
    if top == "builtins":
        return rest.partition(".")[0] in _BUILTINS
    parts = name.split(".")
    return top in _LIBRARIES and not _CHANGING & set(parts)
