// The compiler of rules: what turns `.pdll` text into a table. It loads Ohm; the module that runs
// tables (rewrite/index.ts) does not.
export { checkRules, compilePdll, compileRules } from './compile.js';
export { tableOfPdl } from './from-pdl.js';
export { type LintInput, type LintKind, lintRules } from './lint.js';
export { type IncludeReader, type LoadedRules, loadPdll } from './load.js';
export type { SpecTable } from './op-shapes.js';
export { printAst } from './print-ast.js';
export type { Source } from './source.js';
export { type RuleSpecs, readSpecs, specsOf, specsOfContext } from './specs.js';
export { toPdl } from './to-pdl.js';
