// The compiler of rules: what turns `.pdll` text into a table. It loads Ohm; the module that runs
// tables (rewrite/index.ts) does not.
export type { Module } from './ast.js';
export { checkDecls, type SpecTable } from './check.js';
export { compilePdll, compileRules } from './compile.js';
export { type IncludeReader, type LoadedRules, loadPdll } from './load.js';
export { parsePdll } from './parse.js';
export { printAst } from './print-ast.js';
export type { Source } from './source.js';
export { specsOf, specsOfContext } from './specs.js';
