export { type CheckRequest, type Failure, fileCheck, type Verdict } from './check.js';
export { DUMP_HELP } from './dump.js';
export { Regex, RegexError, RegexLimit } from './regex/index.js';
export type { NamedBytes } from './source.js';
