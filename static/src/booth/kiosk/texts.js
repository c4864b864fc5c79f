// What the kiosk says of its own, and where the words for a phone do not fit a computer of the hall.

export const KIOSK_TEXTS = {
  zh: {
    brand: "民主测评 · 现场投票",
    unsupportedText: "这台设备的浏览器不能给选票加密，所以不能在这里投票。什么都没有丢失。",
    unsupportedHelp: "请会务人员更新浏览器，或者换一台设备。",
    offline: "这台设备没有联网，联网后自动继续",

    entryTitle: "请扫描或输入纸条编码",
    entryText: "把纸条上的二维码对准扫描枪；也可以用下面的按键或键盘输入 28 位编码。",
    entryLabel: "纸条编码",
    entryClear: "清空",
    entryDelete: "删除",
    entryDeleteLabel: "删除最后一位",
    entryAgain: "清除，重新开始",
    entryOther: "记好了，换下一位",
    step1: "扫描或输入纸条上的编码",
    step2: "逐题选择，核对后送出",
    step3: "抄下回执号，然后清除屏幕",
    entryPrivacy: "请一个人使用，旁边不要有人看屏幕。这台设备不保存编码和选择，每位投完即清除。",
    notSlip: "扫到的不是选票纸条，请扫纸条上的二维码。",

    slow: "网络较慢，还在等待。",
    unknownText: "请看看地址有没有输错，或找会务人员。",
    waitingText: "主持人宣布开始以后，这里会自动打开。",
    closedText: "投票结束以后不能再投。",
    introPointSecret: "选票在这台设备里加密后才送出，只统计合计数；送出后这里什么都不留。",
    sendingText: "选票已经加密封好，正在送出。请不要离开，也不要关闭这个页面。",
    sendingOffline: "这台设备没有联网。联网后会自动再送（已试 {n} 次）。",
    doneText: "您的选票已经放进票箱。",
    trackerKeep: "想在会后核对的，请用纸笔抄下这个回执号，离开前清除屏幕。",
    failedText: "选票没有计入。请再试一次，或重新扫描纸条；还是不行，请找会务人员。",
    failedMemory:
      "这台设备没能完成加密，选票没有计入。请再试一次，或换一台设备，或请会务人员重新打开浏览器。",
    failedManifest: "收到的选票内容与会议公布的指纹不一致，所以没有打开。请告诉主持人。",
    failedReceipt: "服务器回复的回执号与这台设备算出的不一致。请抄下来并告诉主持人。",

    leave: "退出",
    leaveLabel: "退出：清除屏幕，不送出选票",
    leaveTitle: "清除并退出吗？",
    leaveText: "选票还没有送出。清除以后，刚才选的都会丢掉；纸条还可以再用。",
    leaveYes: "清除并退出",
    leaveNo: "继续填写",
    stillTitle: "还在吗？",
    stillText: "{n} 秒后清除屏幕，选票不会送出；纸条还可以再用。",
    stillYes: "还在，继续",
    clearsIn: "{n} 秒后自动清除屏幕",
    longer: "再留一会儿",
    clearingTitle: "正在清除…",
    clearingText: "刚才的内容已经全部清除。",
    clearingWait: "网络恢复以后，回到开始页面。",
  },
  en: {
    brand: "Assessment · voting station",
    unsupportedText:
      "This device's browser cannot encrypt a ballot, so nobody can vote here. " +
      "Nothing is lost.",
    unsupportedHelp: "Please ask the staff to update the browser, or use another device.",
    offline: "This device is offline; it goes on by itself",

    entryTitle: "Scan or type the code of your slip",
    entryText:
      "Hold the QR code of your slip before the scanner, or type its 28 characters with the " +
      "keys below or a keyboard.",
    entryLabel: "Code of the slip",
    entryClear: "Clear",
    entryDelete: "Delete",
    entryDeleteLabel: "Delete the last character",
    entryAgain: "Clear and start again",
    entryOther: "I have noted it: next voter",
    step1: "Scan or type the code of your slip",
    step2: "Choose, review, send",
    step3: "Note the tracker, then clear the screen",
    entryPrivacy:
      "One person at a time; nobody should see the screen. This device keeps neither code " +
      "nor choices and is cleared after every voter.",
    notSlip: "That is not a voting slip. Please scan the QR code of the slip.",

    slow: "The network is slow; still waiting.",
    unknownText: "Please check the address, or ask the staff.",
    waitingText: "It opens here by itself when the host opens the vote.",
    closedText: "After the end nobody can vote any more.",
    introPointSecret:
      "The ballot is encrypted in this device before it is sent; only sums are " +
      "counted, and nothing stays here.",
    sendingText:
      "The ballot is encrypted and sealed and is being sent. Please stay, and do not close " +
      "this page.",
    sendingOffline: "This device is offline. It sends again by itself ({n} tries so far).",
    doneText: "Your ballot is in the ballot box.",
    trackerKeep:
      "If you want to check afterwards, write this tracker down, and clear the screen " +
      "before you leave.",
    failedText:
      "The ballot was not counted. Please try again, or scan the slip anew; if that does " +
      "not help, ask the staff.",
    failedMemory:
      "This device could not finish encrypting; the ballot was not counted. Please try " +
      "again, use another device, or ask the staff to restart the browser.",
    failedManifest:
      "The ballot received does not match the meeting's fingerprint and was not opened. " +
      "Please tell the host.",
    failedReceipt:
      "The tracker of the server differs from the one computed here. Please note it and " +
      "tell the host.",

    leave: "Leave",
    leaveLabel: "Leave: clear the screen without sending the ballot",
    leaveTitle: "Clear and leave?",
    leaveText:
      "The ballot has not been sent. What you chose is thrown away; the slip can be used " +
      "again.",
    leaveYes: "Clear and leave",
    leaveNo: "Go on",
    stillTitle: "Still there?",
    stillText:
      "The screen is cleared in {n} seconds and the ballot is not sent; the slip can be used " +
      "again.",
    stillYes: "Yes, go on",
    clearsIn: "The screen is cleared in {n} seconds",
    longer: "Keep it longer",
    clearingTitle: "Clearing…",
    clearingText: "Everything has been cleared.",
    clearingWait: "The first page comes back with the network.",
  },
};
