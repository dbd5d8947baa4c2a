/** The one door of the folder: the TableGen language, the models of specs, generators, loader. */
export { dialectDoc, opDocs, passDocs } from './docs/dialect-doc.js';
export { isaDoc } from './docs/isa-doc.js';
export { printDialectFile } from './generate/dialect-file.js';
export { printIsaFile } from './generate/isa-file.js';
export { printPassesFile } from './generate/passes-file.js';
export { printTargetsFile } from './generate/targets-file.js';
export { generate, INCLUDE_DIR, specsUnder } from './generate.js';
export * from './language/index.js';
export { baseLibraryFolder, type LoadedDialect, loadDialects } from './load-dialect.js';
export { readDialects } from './ods/dialect.js';
export { nearestName } from './ods/format-lexer.js';
export { type InstructionModel, readInstructions } from './ods/isa.js';
export type { DialectModel, OpModel, PassModel, TypeDefModel } from './ods/model.js';
export { readPasses } from './ods/passes.js';
export { type RuleConstraint, ruleConstraints } from './ods/rule-constraints.js';
