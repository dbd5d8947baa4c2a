/**
 * Random functions of a few blocks: branches on arguments and constants to later blocks. Around some
 * loops the reference tool goes for ever.
 */
import { Random } from './random.js';

/** The text of a function `@f<seed>`. */
export function cfProgram(seed: number): string {
  const random = new Random(seed ^ 0x5bd1e995);
  const count = 2 + random.below(5);
  // The number of i32 arguments of each block; the entry has those of the function.
  const args = Array.from({ length: count }, () => (random.chance(50) ? random.below(3) : 0));
  const conditions = ['%c', '%d', '%true', '%false'];
  const flags = ['%x', '%y', '%k1', '%k2'];
  const blocks = args.map((n, b) => {
    const own = b === 0 ? [] : Array.from({ length: n }, (_, i) => `%b${b}_${i}`);
    const values = [...own, ...own, '%x', '%y', '%k1'];
    const target = () => {
      const to = b + 1 + random.below(count - b);
      if (to === count) return '^exit';
      const given = Array.from({ length: args[to] }, () => random.pick(values));
      if (given.length === 0) return `^b${to}`;
      return `^b${to}(${given.join(', ')} : ${given.map(() => 'i32').join(', ')})`;
    };
    const lines: string[] = [];
    if (random.chance(35)) lines.push(`"test.use"(${random.pick(values)}) : (i32) -> ()`);
    if (random.chance(20)) lines.push(`"test.ask"(${random.pick(conditions)}) : (i1) -> ()`);
    if (random.chance(15)) lines.push(`cf.assert ${random.pick(conditions)}, "told"`);
    switch (random.below(5)) {
      case 0:
      case 1:
        lines.push(`cf.br ${target()}`);
        break;
      case 2:
      case 3:
        lines.push(
          `cf.cond_br ${random.pick(random.chance(70) ? conditions.slice(0, 2) : conditions)}, ${target()}, ${target()}`,
        );
        break;
      default: {
        const cases = [0, 1, 2, -7].filter(() => random.chance(50)).map((v) => `${v}: ${target()}`);
        const flag = random.pick(random.chance(70) ? flags.slice(0, 2) : flags);
        lines.push(`cf.switch ${flag} : i32, [ ${[`default: ${target()}`, ...cases].join(', ')} ]`);
      }
    }
    const label =
      b === 0 ? '' : `^b${b}${n > 0 ? `(${own.map((v) => `${v}: i32`).join(', ')})` : ''}:\n`;
    return `${label}${lines.map((l) => `  ${l}\n`).join('')}`;
  });
  const constants = [
    '%true = arith.constant true',
    '%false = arith.constant false',
    '%k1 = arith.constant 1 : i32',
    '%k2 = arith.constant -7 : i32',
  ];
  return `func.func @f${seed}(%c: i1, %d: i1, %x: i32, %y: i32) {\n${constants.map((c) => `  ${c}\n`).join('')}${blocks.join('')}^exit:\n  return\n}\n`;
}
