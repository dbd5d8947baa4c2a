import { Context } from '../ir/index.js';

/** The dialects by name, each loaded when a text or a pass needs it. */
const LOADERS = {
  arith: () => import('./arith/index.js'),
  builtin: () => import('./builtin/index.js'),
  cf: () => import('./cf/index.js'),
  func: () => import('./func/index.js'),
  irdl: () => import('./irdl/index.js'),
  isa: () => import('./isa/index.js'),
  mem: () => import('./mem/index.js'),
  nn: () => import('./nn/index.js'),
  npu: () => import('./npu/index.js'),
  pdl: () => import('./pdl/index.js'),
  qnn: () => import('./qnn/index.js'),
  quant: () => import('./quant/index.js'),
  tosa: () => import('./tosa/index.js'),
  ub: () => import('./ub/index.js'),
} as const;

/** A context that knows all our dialects; `builtin` is loaded. */
export async function createContext(): Promise<Context> {
  const context = new Context();
  for (const [name, load] of Object.entries(LOADERS)) {
    context.registerLoader(name, async () => (await load()).definition);
  }
  await context.load('builtin');
  return context;
}
