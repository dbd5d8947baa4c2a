/**
 * Whether a stretch matches an expression with back-references, and what its groups then hold: the
 * choices are tried one after the other, more rounds of a loop before fewer, as the reference tries
 * them. No way is known that is fast for each such expression, so the tries are counted.
 */
import { Program, type Region, surroundingsAt } from './program.js';
import { type Node, RegexLimit } from './syntax.js';

const MAX_TRIES = 5_000_000;

type Step =
  | { readonly kind: 'byte'; readonly set: Uint8Array; next: number }
  | { readonly kind: 'assertion'; readonly program: Program; next: number }
  | { readonly kind: 'save'; readonly slot: number; next: number }
  | { readonly kind: 'backref'; readonly index: number; next: number }
  | { readonly kind: 'choice'; readonly to: readonly number[] }
  /** Behind a round of a loop: another one, unless this one took nothing. */
  | { readonly kind: 'again'; readonly slot: number; body: number; readonly next: number }
  | { readonly kind: 'accept' };

export class Backtracker {
  private readonly steps: Step[] = [];
  private readonly start: number;
  private slotCount: number;

  constructor(root: Node, groupCount: number) {
    this.slotCount = 2 * (groupCount + 1);
    this.steps.push({ kind: 'accept' });
    this.start = this.add(root, 0);
  }

  /** The groups of the match from `start` to `end`; undefined: it is none. Throws RegexLimit. */
  match(region: Region, start: number, end: number): number[] | undefined {
    const { steps } = this;
    const { bytes } = region;
    const slots = new Array<number>(this.slotCount).fill(-1);
    // Of each choice: the step, the place, and how many entries `undo` had; of `undo`: slot and value.
    const choices: number[] = [];
    const undo: number[] = [];
    const save = (slot: number, value: number) => {
      undo.push(slot, slots[slot]);
      slots[slot] = value;
    };
    let tries = 0;
    let step = this.start;
    let at = start;
    for (;;) {
      const s = steps[step];
      let holds = true;
      switch (s.kind) {
        case 'byte':
          holds = at < end && s.set[bytes[at]] === 1;
          at++;
          step = s.next;
          break;
        case 'assertion':
          holds = s.program.first(surroundingsAt(region, at)).accepts;
          step = s.next;
          break;
        case 'save':
          save(s.slot, at);
          step = s.next;
          break;
        case 'backref': {
          const [from, to] = [slots[2 * s.index], slots[2 * s.index + 1]];
          const length = to - from;
          holds = from >= 0 && to >= 0 && at + length <= end;
          for (let i = 0; holds && i < length; i++) holds = bytes[from + i] === bytes[at + i];
          at += length;
          step = s.next;
          break;
        }
        case 'choice':
          for (let i = s.to.length - 1; i > 0; i--) choices.push(s.to[i], at, undo.length);
          step = s.to[0];
          break;
        case 'again':
          if (at === slots[s.slot]) step = s.next;
          else {
            choices.push(s.next, at, undo.length);
            save(s.slot, at);
            step = s.body;
          }
          break;
        case 'accept':
          if (at === end) return slots;
          holds = false;
          break;
        default:
          return s satisfies never;
      }
      if (++tries > MAX_TRIES)
        throw new RegexLimit(
          `with this text its back-references need more than ${MAX_TRIES / 1e6} million tries`,
        );
      if (holds) continue;
      if (choices.length === 0) return undefined;
      const kept = choices.pop() as number;
      at = choices.pop() as number;
      step = choices.pop() as number;
      while (undo.length > kept) {
        const value = undo.pop() as number;
        slots[undo.pop() as number] = value;
      }
    }
  }

  private emit(step: Step): number {
    this.steps.push(step);
    return this.steps.length - 1;
  }

  /** Adds the steps of a node before the step `next`; the result is where they begin. */
  private add(node: Node, next: number): number {
    switch (node.kind) {
      case 'set':
        return this.emit({ kind: 'byte', set: node.set, next });
      case 'group': {
        const close = this.emit({ kind: 'save', slot: 2 * node.index + 1, next });
        const body = this.add(node.body, close);
        return this.emit({ kind: 'save', slot: 2 * node.index, next: body });
      }
      case 'backref':
        return this.emit({ kind: 'backref', index: node.index, next });
      case 'seq':
        return node.items.reduceRight((at, item) => this.add(item, at), next);
      case 'alt':
        return this.emit({ kind: 'choice', to: node.items.map((item) => this.add(item, next)) });
      case 'star': {
        const plus = this.add({ kind: 'plus', body: node.body }, next);
        return this.emit({ kind: 'choice', to: [plus, next] });
      }
      case 'plus': {
        const slot = this.slotCount++;
        const again: Extract<Step, { kind: 'again' }> = { kind: 'again', slot, body: 0, next };
        const loop = this.emit(again);
        again.body = this.add(node.body, loop);
        return this.emit({ kind: 'save', slot, next: again.body });
      }
      default:
        return this.emit({ kind: 'assertion', program: new Program(node), next });
    }
  }
}
