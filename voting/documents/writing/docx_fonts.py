"""The fonts of filed documents, written by name into Word files and never embedded."""

TITLE, BODY, HEAD, SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
