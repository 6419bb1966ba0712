"""What has been released as data: where it lies, what must be in it, and how to read it plainly.

Ids stay for ever, so the default library's are written out here: scripts, links and people's own
files name them. Titles and texts may differ from one version to the next, ids may not.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

DATA = Path(__file__).parent.parent / "data"
LIBRARIES = sorted((DATA / "libraries").glob("*.yaml"))
WORLDVIEWS = sorted((DATA / "worldviews").glob("*.yaml"))

Data = dict[str, Any]


def _ids(text: str) -> list[str]:
    return text.split()


CLAIMS = _ids("""
    goal_directed intended misgeneralised reward_seeking scheming sharp_left_turn misaligned_goals
    uncorrected uncaught scheming_takeover open_takeover takeover agentic_projects
    automation_pressure state_misuse private_misuse power_concentration doom
""")

FAMILIES = _ids("""
    counting rl_intuition horizon extra_reasoning gradient_control preference_learning human_values
""")

ARGUMENTS = _ids("""
    counting_functions overfitting_reductio counting_parameters inductive_bias_unknown
    counting_solomonoff simplicity training_selects_optimisers speed honest_use_of_reasoning
    backchaining_fits_training reversal_curse messy_goals long_horizon_training short_episodes
    sgd_defences rl_feedback_channel solomonoff_irrelevant long_goals_hard
    episode_credit_assignment unbounded_goals adversarial_training wireheading
    reward_is_not_the_target no_reward_maximiser_seen brains_track_reward boat_race
    suggestive_names self_location only_when_smarter analogy_without_mechanism rlhf_track_record
    fitness_divergence fresh_learners white_box black_box_with_a_button automated_search
    innate_reward demons_fade gaps_grow sgd_squashes_gaps weak_priors_suffice
    genome_has_strong_priors most_goals_are_bad orthogonality_too_general alignment_recipe
    bad_pedigree training_slack knowledge_cost inner_versus_outer credit_assignment toy_demon
    no_case_for_correction data_underdetermines_motives deliberate_agency goal_talk_ungrounded
    evolution_leap outer_inner_gap one_time_inefficiency adjustable_ratio shallow_alignment
    animal_culture feedback_loops security_mindset ml_is_not_security no_ground_truth_for_breaks
    no_adversary shutdown_solved visible_hackers evals_and_triggers schemers_resist_tests
    power_seeking_theorems failures_are_mild agent_scaffolding competitive_pressure state_actors
    deliberate_creator misuse_regulation opaque_centralisation
""")

FEATURED = _ids("""
    counting_functions overfitting_reductio speed evolution_leap outer_inner_gap white_box
    black_box_with_a_button security_mindset ml_is_not_security
""")


def read(path: Path) -> Data:
    """A file's content, as plain YAML gives it."""
    data: Data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return data


def library(name: str) -> Data:
    """A released library, by id and version such as ``ai-risk-1``."""
    return read(DATA / "libraries" / f"{name}.yaml")


def claims_of(data: Data) -> Data:
    """Every claim of a library or credence file, members of alternatives included."""
    groups = data.get("alternatives", {}).values()
    members = {name: member for group in groups for name, member in group["members"].items()}
    return data.get("claims", {}) | members


def described(data: Data) -> Iterator[tuple[str, Data]]:
    """Every entry that may hold numbers or sources, with its place."""
    kinds = {
        "claims": claims_of(data),
        "families": data.get("families", {}),
        "arguments": data.get("arguments", {}),
    }
    for kind, entries in kinds.items():
        for name, entry in entries.items():
            yield f"{kind}.{name}", entry


def number_fields(entry: Data) -> set[str]:
    """The fields of an entry's numbers, named as in the long form of a credence file."""
    plain = {"prior", "weight", "overlap", "lr", "soundness", "stated", "tolerance"} & set(entry)
    nested = {
        "causes": "cause",
        "table": "table",
        "bears_on": "lr",
        "premises": "premise",
        "undercuts": "undercut",
    }
    return plain | {f"{nested[key]}.{name}" for key in nested for name in entry.get(key, {})}
