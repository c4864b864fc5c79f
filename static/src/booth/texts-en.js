// Everything the voter's page says in English. {braces} are filled in by `say`.

export const EN = {
  brand: "Ballot",
  otherLanguage: "中文",
  size: "Text {n}%",
  sizeLabel: "Text {n}%; tap for the next size",

  unsupportedTitle: "This browser is too old",
  unsupportedText: "It cannot encrypt a ballot, so the ballot was not opened. Nothing is lost.",
  unsupportedHelp:
    "Please update WeChat or the browser and scan again, borrow another phone, or ask " +
    "the staff.",

  openingTitle: "Opening…",
  openingText: "One moment please.",
  offline: "The phone is offline. This goes on by itself once it is connected",
  retrying: "No connection, trying again (attempt {n})…",
  busy: "Connected, but the server is busy. Trying again (attempt {n})…",
  slow: "The network is slow, still waiting. You may also scan again.",

  entryTitle: "Scan or type the code",
  entryText:
    "Scan the QR code on your slip with WeChat or the camera to open the ballot, or type " +
    "the 28 characters printed on it here.",
  entryReload: "After a reload, please scan again too.",
  entryKept: "What you chose is still on this phone: scan or type the code again to go on.",
  entryLabel: "Code on the slip",
  entryHint: "Capitals or not, both work; hyphens are added for you.",
  entryCount: "{n} of 28 characters",
  entryGo: "Open the ballot",
  entryAgain: "Type the code again",
  entryOther: "Vote with another slip",
  "code-length": "The code has 28 characters, this has {length}. Please check the slip.",
  "code-symbol": "Group {group} has a character that cannot occur. Please check the slip.",
  "code-check": "The code is mistyped. Please check group {group}.",
  "code-check-unknown": "The code is mistyped. Please check it group by group.",
  "code-padding": "The code is mistyped. Please check the last groups.",

  waitingTitle: "Voting has not begun",
  waitingText:
    "The ballot opens by itself as soon as the host opens the vote. No need to reload or " +
    "scan again.",
  waitingState: "Waiting for the start…",
  unknownTitle: "No such meeting",
  unknownText:
    "Please scan the QR code on the slip again, or check the address you typed. If that " +
    "does not help, ask the staff.",
  foreignTitle: "This slip is not for this meeting",
  foreignText:
    "The code is well-formed but not on the roll of this meeting. Is it a slip of another " +
    "meeting? Otherwise ask the staff.",
  voidedTitle: "This slip has been voided",
  voidedText:
    "Please use the new slip you were given. If you were given none, tell the host at " + "once.",
  closedTitle: "Voting has ended",
  closedText: "No ballot was counted for this slip. Nothing can be cast after the end.",
  closedLost: "Voting had ended when this ballot arrived. It was not counted.",
  closedKept: "Nothing can be cast after the end. What you had chosen was erased from this phone.",
  closedHelp:
    "If something is wrong, tell the host now. Which ballots were counted can be checked " +
    "after the meeting: ",
  countedTitle: "This slip has been counted",
  countedText: "A slip votes once. Its ballot is in the box.",
  countedOther: "This slip had been counted before; the ballot filled just now was not counted.",
  countedAlarm: "If that was not you, tell the host at once.",

  introVoter: "Your ballot",
  introSize: "{subjects} to assess, {questions} questions",
  introClass: "Class {id} · ",
  introClassHint: " (as on your slip; if not, tell the host)",
  introPointTap:
    "One tap a question; a finished page leads on by itself. If you would rather not " +
    "say, tap Abstain.",
  introPointChange: "Change anything until you send it, nothing afterwards.",
  introPointSecret:
    "Your phone encrypts the ballot. Only totals are opened, never a single ballot; " +
    "the slip has no name on it.",
  introRestored: "What you chose is still here. You can go on.",
  introUnkept:
    "This browser cannot keep your choices: do not reload or close the page before " + "sending.",
  introStart: "Start",
  introContinue: "Continue",
  fingerprint: "Meeting fingerprint",
  fingerprintHint: " (compare with the big screen)",

  team: "Leadership team",
  byAspect: "One aspect a page",
  bySubject: "One person a page",
  progressLeft: "{n} left",
  progressGo: ", go to the next unanswered",
  progressDone: "All done, review",
  leftStatus: "{n} questions left",
  leftNone: "Everything is answered. Review and send.",
  cardDone: "This page is complete",
  read: "Read the report",
  readShort: "Report",
  readClose: "Back to the ballot",
  readNote: "What you read, or do not read, is recorded nowhere.",
  sameFor: "The same for every aspect? Choose once",
  sameTitle: "Set every aspect on this page to:",
  explain: "Info",
  abstain: "Abstain",
  none: "None of these",
  chooseOne: "Choose one",
  chooseRange: "Choose {min} to {max}",
  chooseUpTo: "Choose up to {max}",
  chooseExactly: "Choose {max}",
  chosenSoFar: "{n} chosen",
  tooMany: "At most {max}. Remove one first.",
  tooFew: "At least {min}, now {n}.",
  quotaCount: "{option}: at most {most}, given {n} so far",
  quotaCountWarn: "{option}: {most} at most are advised, given {n} so far",
  quotaFull: "full",
  quotaReached: "as many as advised",
  quotaOverMark: "more than advised",
  quotaRefused:
    "{option} may be given {most} times at most and all are used, so it was not chosen here. " +
    "To give it here, change one of these first:",
  quotaMore: "{n} more, see the review.",
  quotaAsk:
    "{option} is advised {most} times at most; this is number {next}. Choose it all the " + "same?",
  quotaAgree: "Choose {option}",
  quotaLeave: "Leave it",
  quotaOver: "{option} may be given to {most} at most, now {n}. Please change {over}.",
  quotaOverWarn:
    "{option} is advised {most} times at most, now {n}. You may send it as it is, or " +
    "change {over}.",
  quotaWhere: "Given {option}:",
  previous: "Back",
  next: "Next",
  toReview: "Review",
  backToReview: "Back to review",

  reviewTitle: "Review your ballot",
  reviewText: "Read it through. One tap changes anything.",
  reviewMissing: "{n} questions unanswered",
  reviewMissingText: "Tap one to answer it. If you would rather not say, choose Abstain.",
  reviewAllBlank: "Abstain on these {n}",
  reviewMore: "{n} more…",
  change: "Change",
  notChosen: "unanswered",
  send: "Send the ballot",
  sendNote: "It cannot be changed afterwards.",
  sendMissing: "Answer {n} more first",
  sendQuota: "Too many of one option: change them first",

  sendingTitle: "Sending…",
  sealing: "Encrypting the ballot…",
  sendingText: "The ballot is sealed and on its way. Please keep this page open.",
  sendingAgain:
    "No connection; the ballot has not arrived. Sending again in {seconds} s " + "(attempts: {n}).",
  sendingBusy:
    "Connected, but the server is busy and has not taken the ballot yet. Sending again in " +
    "{seconds} s (attempts: {n}).",
  sendingOffline: "The phone is offline. It sends again once connected (attempts: {n}).",
  sendingSafe: "It is always the same ballot: it cannot be lost or counted twice.",

  doneTitle: "Counted",
  doneText: "Your ballot is in the box. You may close this page.",
  trackerLabel: "Ballot tracker",
  trackerKeep: "To check after the meeting, take a screenshot or write it down.",
  trackerProof:
    "It proves that your ballot is in the box, unchanged. It does not show how you " + "voted.",
  trackerWhere: "Check it after the meeting: ",
  recordsLink: "public record of this meeting",

  failedTitle: "Something went wrong",
  failedText:
    "The ballot was not counted. Please try again or scan the slip again. If that does not " +
    "help, ask the staff.",
  failedMemory:
    "The phone could not finish the encryption; the ballot was not counted. Close other " +
    "programs and try again, or use another phone.",
  failedManifest:
    "What the phone received does not match the fingerprint of the meeting, so it was not " +
    "opened. Please tell the host.",
  failedRefused: "The server did not accept this ballot: {reason}",
  failedReceipt:
    "The tracker of the server differs from the one computed on this phone. Take a " +
    "screenshot and tell the host.",
  tryAgain: "Try again",
  noscript: "Please allow JavaScript: the ballot is encrypted on your phone.",
};
