// What the test of a phone and the network says.

export const NETWORK_TEST_ZH = {
  files: "下载投票页",
  phone: "检查手机",
  send: "试传一张同样大小的空票",
  seconds: "秒",
  good: "这部手机在这里可以投票",
  goodMore: "网络测试通过。这不是投票，开会时请扫自己的纸条。",
  slow: "可以投票，但网络较慢",
  slowMore: "投票时请耐心等到出现“已计入”；或换一处、换一个网络再测一次。",
  old: "这部手机的浏览器太旧，不能投票",
  oldMore: "请更新微信或浏览器，或者用另一部手机；也可以在会场的投票机上投票。",
  down: "网络不通",
  downMore: "请确认手机连着会场的网络，再测一次。",
  over: "投票已经结束",
  overMore: "这场会议不用再测网络了。",
  again: "再测一次",
};
