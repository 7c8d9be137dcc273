from curate.clean import Recipe
from curate.clean.workers import Task, clean_many


def test_two_workers_give_what_one_gives_in_the_same_order():
    tasks = [
        Task(str(i), f"Text {i}.\n{'▲' * (i % 2)}\nIt came with , her.\n", {}) for i in range(30)
    ]
    recipe = Recipe.of()
    assert list(clean_many(tasks, recipe, 2)) == list(clean_many(tasks, recipe, 1))
