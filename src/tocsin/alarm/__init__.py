"""Rings where a conflict departs from its own baseline: daily intensity, change detection, rules, delivery."""
