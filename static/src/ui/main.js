/**
 * The office's pages: everything here only helps; each page also works without it, except
 * voiding a slip, whose code must never leave the browser.
 * @module
 */
import "../crypto/polyfill.js";
import { startCounting } from "./characters.js";
import { startCountdown } from "./countdown.js";
import { startFinding } from "./find.js";
import { startForms } from "./forms.js";
import { startFullscreen, startHeads, startTested } from "./hall.js";
import { startCopying, startLink } from "./link.js";
import { startPaperCount } from "./papercount.js";
import { NUMBERS, startPolling } from "./poll.js";
import { startQuestions } from "./questions.js";
import { startClassRows } from "./rows.js";
import { startVoiding } from "./voiding.js";

startForms(document);
startClassRows(document);
startCounting(document);
startCountdown(document, NUMBERS);
startHeads(document);
startTested(document);
startFullscreen(document);
startPolling(document);
startPaperCount(document);
startQuestions(document);
startVoiding(document);
startFinding(document);
startLink(document);
startCopying(document);
