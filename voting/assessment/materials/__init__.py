"""Materials (总结、四个清单、述职述廉述学报告): kinds, sections, limits."""
