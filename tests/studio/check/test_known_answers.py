"""The rules about paint are right about scenes with things at random places."""

from collections import Counter
from pathlib import Path

from aimath.studio.check.moment import Moment
from aimath.studio.check.rules import RULES
from aimath.studio.check.walk import walk
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings
from tests.studio.check.random_scenes import SEEDS

LEAST = 0.95
PAINT = ("overlap", "off-frame", "contrast", "too-small")


def judged(seed: int) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """Return which rule is broken in which field of a scene, and what the rules find."""
    source = SceneSource(f"Random{seed}", Path(__file__).with_name("random_scenes.py"), f"Random{seed}")
    broken: set[tuple[str, int]] = set()
    found: set[tuple[str, int]] = set()

    def look(moment: Moment) -> None:
        fields = {moment.call(mobject): mobject.number for mobject in moment.mobjects}
        broken.update((mobject.broken, mobject.number) for mobject in moment.mobjects if mobject.broken)
        for rule in RULES:
            if rule.name in PAINT and rule.at_moment is not None:
                found.update((rule.name, fields[each.objects[0]]) for each in rule.at_moment(moment))

    walk(Shoot(source, FilmSettings(quality="draft"), {}), look)
    return broken, found


def test_precision_and_recall_are_high_on_scenes_with_known_answers(
    empty_folder: Path, record_property
) -> None:
    right, false_alarms, missed = Counter(), Counter(), Counter()
    wrong: list[str] = []
    for seed in SEEDS:
        broken, found = judged(seed)
        right.update(rule for rule, _ in broken & found)
        false_alarms.update(rule for rule, _ in found - broken)
        missed.update(rule for rule, _ in broken - found)
        wrong += [f"Random{seed} field {field}: {rule} found wrongly" for rule, field in found - broken]
        wrong += [f"Random{seed} field {field}: {rule} missed" for rule, field in broken - found]
    for rule in PAINT:
        precision = right[rule] / (right[rule] + false_alarms[rule])
        recall = right[rule] / (right[rule] + missed[rule])
        record_property(f"{rule} precision", precision)
        record_property(f"{rule} recall", recall)
        print(f"{rule}: {right[rule]} cases, precision {precision:.3f}, recall {recall:.3f}")
        assert right[rule] >= 15
        assert precision >= LEAST, wrong
        assert recall >= LEAST, wrong
