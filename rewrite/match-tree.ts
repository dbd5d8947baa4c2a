/**
 * All rules of one root as a decision tree. What several rules ask of the same part is asked once;
 * of names and constants the answer picks the branch, whatever their number. Of the rules that match
 * the first in order is found, and a branch is left alone when it has none before the one found.
 *
 * The parts are the same for all rules: a slot of a rule is renamed to the step that fills it, and
 * equal steps on equal parts are one. Every step but a native function and a user is a question of
 * its own, in whatever order shares most; a native function is called after all that stands before it
 * in its rule.
 */
import type { Attribute, Context, Operation } from '../ir/index.js';
import {
  type Check,
  holds,
  inputsOf,
  type MatchSetting,
  outputsOf,
  usersOf,
  withSlots,
} from './match-step.js';
import type { NativeConstraint, RuleValue } from './natives.js';
import type { RewritePattern } from './pattern.js';
import type { PatternRewriter } from './rewriter.js';
import { constant, constantType } from './slots.js';
import type { Slot } from './table.js';

/** A rule as a program over slots, slot 0 its root. */
export interface MatchProgram {
  readonly slots: number;
  readonly steps: readonly Check[];
  /** Changes the IR, given the slots of a match. */
  rewrite(slots: RuleValue[], root: Operation, rewriter: PatternRewriter): void;
}

/** A rule with its place in the order of all. */
export interface Ranked {
  readonly rank: number;
  readonly pattern: RewritePattern & { readonly program: MatchProgram };
}

export interface Match extends Ranked {
  readonly slots: RuleValue[];
}

export interface Leaf extends Ranked {
  /** Of each slot of the rule the one of the tree. */
  readonly slotOf: readonly Slot[];
}

/** The least and the greatest rank of the rules below. */
interface Span {
  readonly first: number;
  readonly last: number;
}

export type Branch = Span &
  (
    | { readonly k: 'check'; readonly check: Check; readonly next: Node }
    /** One of several names or constants. */
    | {
        readonly k: 'choice';
        readonly by: 'name' | 'is-attr' | 'is-type';
        readonly of: Slot;
        readonly cases: ReadonlyMap<string, Node>;
        /** The constants themselves, as the context means them that asked last. */
        resolved?: { readonly context: Context; readonly cases: ReadonlyMap<object, Node> };
      }
    /** Attributes of an operation that must be there, each with what is asked then. */
    | {
        readonly k: 'present';
        readonly of: Slot;
        readonly cases: ReadonlyMap<string, { readonly check: Check; readonly next: Node }>;
      }
    /** Each operation that uses a value. */
    | { readonly k: 'user'; readonly check: Check; readonly next: Node }
  );

export interface Node extends Span {
  readonly leaves: readonly Leaf[];
  readonly branches: readonly Branch[];
}

/** From so many attributes on it is better to look at those that the operation has. */
const MANY = 4;

/** Questions that trees asked in this process: what a search costs, for tests and measurements. */
export const matchCost = { questions: 0 };

export class MatchTree {
  readonly root: Node;
  private readonly slots: RuleValue[];

  constructor(rules: readonly Ranked[]) {
    const builder = new TreeBuilder();
    this.root = builder.build(rules);
    this.slots = new Array(builder.slotCount);
  }

  /** The first rule behind rank `after` that matches. */
  match(op: Operation, context: Context, after = -1): Match | undefined {
    const { slots } = this;
    slots[0] = op;
    const search = new Search(slots, { context, root: op }, after);
    search.visit(this.root);
    return search.found;
  }
}

/** What a rule asks, as text that is the same for all rules that ask it of the same part. */
export interface Asked {
  readonly key: string;
  /** What must come out, where there are many answers: a name or a constant. */
  readonly answer: string;
  /** Every operation answers it: it only names a part. */
  readonly isVacuous: boolean;
}

/** The questions of each rule, in the order of the rules. */
export function questionsOf(rules: readonly Ranked[]): Asked[][] {
  return new TreeBuilder().questions(rules);
}

class Search {
  found: Match | undefined;
  private best = Number.POSITIVE_INFINITY;
  private readonly slots: RuleValue[];
  private readonly setting: MatchSetting;
  private readonly after: number;

  constructor(slots: RuleValue[], setting: MatchSetting, after: number) {
    this.slots = slots;
    this.setting = setting;
    this.after = after;
  }

  visit(node: Node): void {
    for (const leaf of node.leaves) {
      if (leaf.rank <= this.after) continue;
      if (leaf.rank < this.best) this.take(leaf);
      break;
    }
    for (const branch of node.branches) {
      if (branch.first >= this.best) break;
      if (branch.last > this.after) this.follow(branch);
    }
  }

  private take({ rank, pattern, slotOf }: Leaf): void {
    this.best = rank;
    this.found = { rank, pattern, slots: slotOf.map((s) => this.slots[s]) };
    // What the rewrite computes has slots of its own behind those of the match.
    this.found.slots.length = pattern.program.slots;
  }

  private follow(branch: Branch): void {
    switch (branch.k) {
      case 'check':
        matchCost.questions++;
        if (holds(branch.check, this.slots, this.setting)) this.visit(branch.next);
        break;
      case 'choice': {
        matchCost.questions++;
        const next = this.choose(branch);
        if (next && next.first < this.best) this.visit(next);
        break;
      }
      case 'present':
        this.present(branch);
        break;
      case 'user': {
        const { check, next } = branch;
        if (check.k !== 'user') break;
        for (const user of usersOf(this.slots[check.value])) {
          if (next.first >= this.best) break;
          matchCost.questions++;
          this.slots[check.to] = user;
          this.visit(next);
        }
        break;
      }
      default: {
        const never: never = branch;
        throw new Error(`no such branch: ${never}`);
      }
    }
  }

  private choose(branch: Extract<Branch, { k: 'choice' }>): Node | undefined {
    const held = this.slots[branch.of];
    if (branch.by === 'name') return branch.cases.get((held as Operation).name);
    const { context } = this.setting;
    if (branch.resolved?.context !== context) {
      const read = branch.by === 'is-attr' ? constant : constantType;
      const cases = new Map<object, Node>();
      for (const [text, next] of branch.cases) {
        const meant = read(context, text);
        const same = cases.get(meant);
        cases.set(meant, same ? both(same, next) : next);
      }
      branch.resolved = { context, cases };
    }
    return branch.resolved.cases.get(held as Attribute);
  }

  private present({ of, cases }: Extract<Branch, { k: 'present' }>): void {
    const op = this.slots[of] as Operation;
    const visit = (name: string) => {
      const found = cases.get(name);
      if (!found || found.next.first >= this.best || found.next.last <= this.after) return;
      matchCost.questions++;
      if (holds(found.check, this.slots, this.setting)) this.visit(found.next);
    };
    for (const { name } of op.attributes) visit(name);
    for (const { name, defaultValue } of op.def.spec?.attributes ?? []) {
      if (defaultValue !== undefined && !op.attr(name)) visit(name);
    }
  }
}

/** Two texts may mean one constant: then what both lead to is asked. */
function both(a: Node, b: Node): Node {
  const byFirst = (x: Span, y: Span) => x.first - y.first;
  return {
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    leaves: [...a.leaves, ...b.leaves].sort((x, y) => x.rank - y.rank),
    branches: [...a.branches, ...b.branches].sort(byFirst),
  };
}

/** A step with the slots of the tree. `key` is the question, `answer` what must come out. */
interface Question {
  readonly key: string;
  readonly answer: string;
  readonly check: Check;
  readonly inputs: readonly Slot[];
  /** Runs only when all that stands before it in its rule holds. */
  readonly inOrder: boolean;
}

interface Candidate {
  readonly leaf: Leaf;
  /** Not asked yet, in the order of the rule. */
  readonly questions: readonly Question[];
}

class TreeBuilder {
  slotCount = 1;
  /** The slots that a question fills, by the question. */
  private readonly filled = new Map<string, readonly Slot[]>();
  private readonly functions = new Map<NativeConstraint, number>();

  build(rules: readonly Ranked[]): Node {
    const candidates = rules.map((rule) => this.candidate(rule));
    return this.node(candidates, new Set([0]));
  }

  questions(rules: readonly Ranked[]): Asked[][] {
    return rules.map((rule) =>
      this.candidate(rule).questions.map(({ key, answer, check }) => ({
        key,
        answer,
        isVacuous: isVacuous(check),
      })),
    );
  }

  private candidate({ rank, pattern }: Ranked): Candidate {
    const { steps, slots } = pattern.program;
    const slotOf: Slot[] = new Array(slots);
    slotOf[0] = 0;
    const seen = new Set<string>();
    const questions: Question[] = [];
    let filled = 1;
    for (const step of steps) {
      const to = outputsOf(step);
      for (const s of to) filled = Math.max(filled, s + 1);
      const from = withSlots(step, (s) => (to.includes(s) ? -1 : slotOf[s]));
      const [question, answer] = this.keyOf(from);
      // Asked again of the same, all but a user is the same again.
      let key = question;
      for (let n = 2; step.k === 'user' && seen.has(key); n++) key = `${question} #${n}`;
      let outputs = this.filled.get(key);
      if (!outputs) {
        outputs = to.map(() => this.slotCount++);
        this.filled.set(key, outputs);
      }
      to.forEach((s, i) => {
        slotOf[s] = outputs[i];
      });
      const whole = `${key}=${answer}`;
      if (seen.has(whole)) continue;
      seen.add(whole).add(key);
      const check = withSlots(step, (s) => slotOf[s]);
      const inOrder = step.k === 'constraint' || step.k === 'user';
      questions.push({ key, answer, check, inputs: inputsOf(check), inOrder });
    }
    slotOf.length = filled;
    return { leaf: { rank, pattern, slotOf }, questions };
  }

  /** What a step asks, and what it wants to hear; its outputs are -1. */
  private keyOf(step: Check): [key: string, answer: string] {
    switch (step.k) {
      case 'name':
        return [`name ${step.op}`, step.name];
      case 'is-attr':
        return [`is-attr ${step.attr}`, step.text];
      case 'is-type':
        return [`is-type ${step.type}`, step.text];
      case 'same':
        return [`same ${Math.min(step.a, step.b)} ${Math.max(step.a, step.b)}`, ''];
      case 'constraint': {
        const { run, args, negated = false } = step;
        let id = this.functions.get(run);
        if (id === undefined) {
          id = this.functions.size;
          this.functions.set(run, id);
        }
        return [`constraint ${id} ${args.join(' ')} ${negated}`, ''];
      }
      default:
        return [JSON.stringify(step), ''];
    }
  }

  private node(candidates: readonly Candidate[], bound: ReadonlySet<Slot>): Node {
    const done = candidates.filter((c) => c.questions.length === 0).map((c) => c.leaf);
    const branches = combinePresence(
      groups(
        candidates.filter((c) => c.questions.length > 0),
        bound,
      ).map((group) => this.branch(group, bound)),
    );
    const spans = [...done.map(({ rank }) => ({ first: rank, last: rank })), ...branches];
    return {
      leaves: done.sort((a, b) => a.rank - b.rank),
      branches: branches.sort((a, b) => a.first - b.first),
      first: Math.min(...spans.map((s) => s.first)),
      last: Math.max(...spans.map((s) => s.last)),
    };
  }

  private branch({ key, members }: Group, bound: ReadonlySet<Slot>): Branch {
    const asked = members[0].questions.find((q) => q.key === key)!;
    const { check } = asked;
    const inner = new Set([...bound, ...outputsOf(check)]);
    const rest = (c: Candidate, answer: string): Candidate => ({
      leaf: c.leaf,
      questions: c.questions.filter((q) => q.key !== key || q.answer !== answer),
    });
    if (check.k === 'name' || check.k === 'is-attr' || check.k === 'is-type') {
      const byAnswer = new Map<string, Candidate[]>();
      for (const c of members) {
        const { answer } = c.questions.find((q) => q.key === key)!;
        const list = byAnswer.get(answer);
        if (list) list.push(rest(c, answer));
        else byAnswer.set(answer, [rest(c, answer)]);
      }
      const cases = new Map<string, Node>();
      for (const [answer, list] of byAnswer) cases.set(answer, this.node(list, inner));
      const [of] = asked.inputs;
      const nodes = [...cases.values()];
      const first = Math.min(...nodes.map((n) => n.first));
      const last = Math.max(...nodes.map((n) => n.last));
      return { k: 'choice', by: check.k, of, cases, first, last };
    }
    const next = this.node(
      members.map((c) => rest(c, asked.answer)),
      inner,
    );
    const { first, last } = next;
    return { k: check.k === 'user' ? 'user' : 'check', check, next, first, last };
  }
}

function isVacuous(check: Check): boolean {
  switch (check.k) {
    case 'operands':
    case 'types':
      return check.ranges.length === 1 && check.ranges[0];
    case 'type-of':
    case 'results':
    case 'range':
    case 'const-attr':
    case 'const-type':
      return true;
    default:
      return false;
  }
}

/** Rules that ask one question next. */
interface Group {
  readonly key: string;
  readonly members: readonly Candidate[];
}

/** Every rule in one group; what most rules ask comes first. */
function groups(candidates: readonly Candidate[], bound: ReadonlySet<Slot>): Group[] {
  const byKey = new Map<string, Candidate[]>();
  for (const c of candidates) {
    const keys = new Set<string>();
    c.questions.forEach((q, i) => {
      const isOpen = q.inOrder ? i === 0 : q.inputs.every((s) => bound.has(s));
      if (isOpen) keys.add(q.key);
    });
    for (const key of keys) {
      const members = byKey.get(key);
      if (members) members.push(c);
      else byKey.set(key, [c]);
    }
  }
  // Counts fall as rules are taken: a key whose count fell goes down to the place it has now.
  const bySize: Group[][] = [];
  const put = (group: Group) => {
    const size = group.members.length;
    bySize[size] ??= [];
    bySize[size].push(group);
  };
  for (const [key, members] of byKey) put({ key, members });
  const taken = new Set<Candidate>();
  const chosen: Group[] = [];
  for (let size = bySize.length - 1; size > 0; size--) {
    for (const { key, members } of bySize[size] ?? []) {
      const left = members.filter((m) => !taken.has(m));
      if (left.length === 0) continue;
      if (left.length < size) {
        put({ key, members: left });
        continue;
      }
      for (const m of left) taken.add(m);
      chosen.push({ key, members: left });
    }
  }
  return chosen;
}

/** Many attributes that may be there become one branch. */
function combinePresence(branches: readonly Branch[]): Branch[] {
  const byOp = new Map<Slot, Extract<Branch, { k: 'check' }>[]>();
  for (const b of branches) {
    if (b.k !== 'check' || b.check.k !== 'attr') continue;
    const list = byOp.get(b.check.op);
    if (list) list.push(b);
    else byOp.set(b.check.op, [b]);
  }
  const combined: Branch[] = [];
  const gone = new Set<Branch>();
  for (const [of, list] of byOp) {
    if (list.length < MANY) continue;
    const cases = new Map(
      list.map(({ check, next }) => [(check as { name: string }).name, { check, next }]),
    );
    const first = Math.min(...list.map((b) => b.first));
    const last = Math.max(...list.map((b) => b.last));
    combined.push({ k: 'present', of, cases, first, last });
    for (const b of list) gone.add(b);
  }
  return [...branches.filter((b) => !gone.has(b)), ...combined];
}
