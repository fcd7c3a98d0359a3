"""What the words of the report mean, for a reader without statistics."""

TERMS = (
    ("Alpha, omega", "How far the items of a scale say the same. 1 is perfect. For a decision "
     "about a person, .90 is a usual wish. For a look at groups, .70 is. Both are customs."),
    ("Item-rest correlation (item-rest r)", "How an item goes with the sum of the others. Below "
     ".30, read the item again."),
    ("Alpha without", "Alpha of the scale without the item. If it is clearly higher than alpha, "
     "the item does not fit."),
    ("SD", "The standard deviation: how far answers lie from their mean, as a rule."),
    ("RMSEA", "How badly one common factor fits the items. 0 is perfect, above .08 is poor. Its "
     "interval takes the answers as normal, so it is a guide only."),
    ("ICC(1)", "The share of the differences between answers that goes with the group."),
    ("ICC(2)", "How reliable the mean of a group is."),
    ("r_wg, r_wg(J)", "How far the raters of a group agree, against what chance would give. It "
     "depends on the spread that chance is thought to give, the null. So every null is shown."),
    ("Interval", "The range that holds the true value in so many of 100 studies like this one, "
     "such as 95."),
)  # fmt: skip
