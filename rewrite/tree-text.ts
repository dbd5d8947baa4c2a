/** Decision trees as text for people: what is asked, what each answer leads to, which rule it ends in. */
import { type Check, outputsOf } from './match-step.js';
import { type Branch, MatchTree, type Node } from './match-tree.js';
import type { RewritePattern } from './pattern.js';
import type { Slot } from './table.js';

const part = (slot: Slot): string => (slot === 0 ? 'root' : `%${slot}`);
const parts = (slots: readonly Slot[]): string => slots.map(part).join(', ');

/** One tree for each root, in the order of the rules; the rules need no natives of their own. */
export function printTrees(patterns: readonly RewritePattern[]): string {
  const ranked = [...patterns]
    .sort((a, b) => b.benefit - a.benefit)
    .map((pattern, rank) => ({ rank, pattern }));
  const roots = [...new Set(patterns.map((p) => p.root))];
  return roots
    .map((root) => {
      const rules = ranked.flatMap(({ rank, pattern: { program, ...pattern } }) =>
        program && (pattern.root === root || pattern.root === undefined)
          ? [
              {
                rank,
                pattern: { ...pattern, program } as RewritePattern & { program: typeof program },
              },
            ]
          : [],
      );
      const lines = [root === undefined ? 'any other operation' : `'${root}'`];
      writeNode(new MatchTree(rules).root, '  ', lines);
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

function writeNode(node: Node, indent: string, lines: string[]): void {
  for (const { pattern } of node.leaves) {
    lines.push(`${indent}=> ${pattern.name} (benefit ${pattern.benefit})`);
  }
  for (const branch of node.branches) writeBranch(branch, indent, lines);
}

function writeBranch(branch: Branch, indent: string, lines: string[]): void {
  const inner = `${indent}  `;
  switch (branch.k) {
    case 'check':
    case 'user':
      lines.push(`${indent}${question(branch.check)}`);
      writeNode(branch.next, inner, lines);
      break;
    case 'choice': {
      const what = { name: 'name of ', 'is-attr': '', 'is-type': '' }[branch.by];
      lines.push(`${indent}${what}${part(branch.of)} is`);
      for (const [answer, next] of branch.cases) {
        lines.push(`${inner}${branch.by === 'name' ? `'${answer}'` : answer}`);
        writeNode(next, `${inner}  `, lines);
      }
      break;
    }
    case 'present':
      lines.push(`${indent}attributes of ${part(branch.of)}`);
      for (const [name, { check, next }] of branch.cases) {
        lines.push(`${inner}'${name}' -> ${parts(outputsOf(check))}`);
        writeNode(next, `${inner}  `, lines);
      }
      break;
    default: {
      const never: never = branch;
      throw new Error(`no such branch: ${never}`);
    }
  }
}

const groups = (to: readonly Slot[], ranges: readonly boolean[]): string =>
  to.length === 0 ? 'none' : to.map((t, i) => part(t) + (ranges[i] ? '*' : '')).join(', ');

function question(check: Check): string {
  switch (check.k) {
    case 'operands':
      return `operands of ${part(check.op)} -> ${groups(check.to, check.ranges)}`;
    case 'types':
      return `result types of ${part(check.op)} -> ${groups(check.to, check.ranges)}`;
    case 'def':
      return `operation with result ${check.index} ${part(check.value)} -> ${part(check.to)}`;
    case 'def-group':
      return check.group === undefined
        ? `operation with the results ${part(check.value)} -> ${part(check.to)}`
        : `operation with the results '${check.group}' ${part(check.value)} -> ${part(check.to)}`;
    case 'user':
      return `each user of ${part(check.value)} -> ${part(check.to)}`;
    case 'attr':
      return `attribute '${check.name}' of ${part(check.op)} -> ${part(check.to)}`;
    case 'attr-type':
      return `type of ${part(check.attr)} -> ${part(check.to)}`;
    case 'type-of':
      return `type of ${part(check.value)} -> ${part(check.to)}`;
    case 'same':
      return `${part(check.a)} is the same as ${part(check.b)}`;
    case 'constraint': {
      const call = `${check.negated ? 'not ' : ''}${check.name}(${parts(check.args)})`;
      return check.to.length > 0 ? `${call} -> ${parts(check.to)}` : call;
    }
    case 'result':
      return `result ${check.index} of ${part(check.op)} -> ${part(check.to)}`;
    case 'results':
      return `results of ${part(check.op)} -> ${part(check.to)}`;
    case 'member':
      return `${check.of} '${check.name}' of ${part(check.op)} -> ${part(check.to)}`;
    case 'const-attr':
    case 'const-type':
      return `${check.text} -> ${part(check.to)}`;
    case 'range':
      return `range of ${parts(check.of)} -> ${part(check.to)}`;
    case 'single':
      return `the one of ${part(check.of)} -> ${part(check.to)}`;
    case 'name':
      return `name of ${part(check.op)} is '${check.name}'`;
    case 'is-attr':
      return `${part(check.attr)} is ${check.text}`;
    case 'is-type':
      return `${part(check.type)} is ${check.text}`;
    default: {
      const never: never = check;
      return never;
    }
  }
}
