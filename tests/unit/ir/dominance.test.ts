// Dominance against its definition: a block dominates another when no way from the entry avoids it.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Block, Context, Dominance, parseSource, type Region } from '../../../ir/index.js';

const list = (successors: readonly string[]) =>
  successors.length > 0 ? ` [${successors.join(', ')}]` : '';

/** A region of `count` blocks with up to two random successors each. */
function randomRegion(count: number, random: () => number): Region {
  const blocks = Array.from({ length: count }, (_, i) => {
    const to = Array.from({ length: Math.floor(random() * 3) }, () => {
      // The entry has no predecessors.
      return `^bb${1 + Math.floor(random() * (count - 1))}`;
    });
    return `^bb${i}:\n  "t.end"()${list(to)} : () -> ()`;
  });
  const context = new Context();
  context.allowUnregistered = true;
  const text = `"t.outer"() ({\n${blocks.join('\n')}\n}) : () -> ()`;
  return parseSource(context, text, 'cfg.mlir', { noImplicitModule: true }).region();
}

function reachable(region: Region, without: Block | undefined): Set<Block> {
  const seen = new Set<Block>();
  const visit = (block: Block) => {
    if (block === without || seen.has(block)) return;
    seen.add(block);
    for (const next of block.successors) visit(next);
  };
  visit(region.front);
  return seen;
}

test('blocks of random graphs', () => {
  let seed = 1;
  const random = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  let dominating = 0;
  for (let round = 0; round < 200; round++) {
    const region = randomRegion(2 + Math.floor(random() * 11), random);
    const dominance = new Dominance();
    const all = reachable(region, undefined);
    for (const a of region.blocks) {
      const avoiding = reachable(region, a);
      for (const b of region.blocks) {
        const expected = a === b || !all.has(b) || (all.has(a) && !avoiding.has(b));
        assert.is(dominance.blockDominates(a, b), expected);
        if (expected && a !== b && all.has(b)) dominating++;
      }
    }
  }
  assert.ok(dominating > 500, `${dominating} pairs only`);
});

test('a row of blocks is not walked for every question', () => {
  const count = 20_000;
  const blocks = Array.from({ length: count }, (_, i) => {
    const to = i + 1 < count ? [`^bb${i + 1}`] : [];
    return `^bb${i}:\n  "t.end"()${list(to)} : () -> ()`;
  });
  const context = new Context();
  context.allowUnregistered = true;
  const region = parseSource(
    context,
    `"t.outer"() ({\n${blocks.join('\n')}\n}) : () -> ()`,
    'row.mlir',
    {
      noImplicitModule: true,
    },
  ).region();
  const dominance = new Dominance();
  const start = performance.now();
  for (const block of region.blocks) {
    assert.ok(dominance.blockDominates(region.front, block));
    assert.is(dominance.blockDominates(block, region.front), block === region.front);
  }
  // Walking up the tree: 200 million steps.
  assert.ok(performance.now() - start < 1000);
});

test.run();
