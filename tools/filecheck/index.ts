export { type CheckRequest, fileCheck, type NamedText, type Verdict } from './check.js';
export { DUMP_HELP } from './dump.js';
export { compileRegex, RegexError } from './regex.js';
