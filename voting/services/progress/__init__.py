"""Where every unit is (办理进度), and the years before."""
