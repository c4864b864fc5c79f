// What the preview says of its own.

export const PREVIEW_ZH = {
  end: "预览到此为止",
  endText: "没有送出任何选票。开会时，投票人在这里看到“已计入”和回执号。",
  again: "从头再看",
  failedTitle: "不能预览",
  failed: "没有取到测评表。",
};
