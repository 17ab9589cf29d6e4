"""The exam: the graph's answers, scored against hand-made annotations of the same reports."""
