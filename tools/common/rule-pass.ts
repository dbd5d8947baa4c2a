import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../../ir/index.js';
import type { Pass } from '../../pass/index.js';
import { inputName } from './files.js';
import { ToolError } from './options.js';
import type { Sources } from './sources.js';

/**
 * The rules of a `.pdll` file as a pass that applies them greedily. Throws DiagnosticError for bad
 * rules, ToolError, and what the TableGen reader throws.
 */
export async function rulePass(
  file: string,
  cwd: string,
  includeDirs: readonly string[],
  context: Context,
  sources: Sources,
): Promise<Pass> {
  const [{ compileRules, loadPdll, specsOf }, { applyPatternsGreedily, patternsOf }] =
    await Promise.all([import('../../rewrite/pdll/index.js'), import('../../rewrite/index.js')]);
  const absolute = (path: string) => resolve(cwd, path);
  const read = (path: string) => {
    const full = absolute(path);
    if (!existsSync(full)) return undefined;
    const bytes = readFileSync(full);
    sources.add(path, bytes.toString('latin1'));
    return bytes.toString('utf8');
  };
  const text = read(file);
  if (text === undefined) throw new ToolError(`cannot open the rules '${file}': no such file`);
  const source = { file: inputName(file), text };
  const rules = loadPdll(source, { read, folders: includeDirs });
  const specs = await specsOf(rules.specFiles.map(absolute), includeDirs.map(absolute));
  const table = compileRules(source, rules, specs);
  const signatures = [...table.constraints, ...table.rewrites];
  if (signatures.length > 0) {
    throw new ToolError(
      `'${file}' calls ${signatures.map((s) => `'${s.name}'`).join(', ')}: functions of the compiler cannot be called by rules read at run time`,
    );
  }
  const patterns = patternsOf(table);
  const known = new Set(context.knownDialects);
  return {
    name: 'apply-patterns',
    title: 'ApplyPatterns',
    statistics: [{ name: 'num-rewrites', description: 'rules applied' }],
    summary: `the rules of ${file}, applied greedily`,
    dependentDialects: [
      ...new Set(patterns.flatMap((p) => p.generates ?? []).map((op) => op.split('.')[0])),
    ].filter((d) => known.has(d)),
    run(op, pass) {
      const { converged, rewrites, endless } = applyPatternsGreedily(pass.context, op, patterns);
      pass.count('num-rewrites', rewrites);
      if (converged) return;
      const names = (endless ?? []).map((name) => `'${name}'`).join(', ');
      const which = endless ? `: after ${rewrites} rewrites ${names} still apply` : '';
      pass.error(op.loc, `the rules of '${file}' did not come to an end${which}`);
    },
  };
}
