// The English texts as a script of their own (booth-en.js): most voters never ask for them.

import { EN } from "./texts_en.js";

self.qingpingEnglish = EN;
