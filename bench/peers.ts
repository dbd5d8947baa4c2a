// Cycles and on-chip memory of our objects beside what the strongest micro-NPU compiler reports for
// the same networks and the same memory system (recorded in shared/peers/vela.json: its own
// estimate, nothing was executed; ours is the timing simulation of the object).
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createContext } from '../dialects/index.js';
import { encodeModule, hostKernels, ImportError, loadModel, lowerTo } from '../driver/index.js';
import { createBoard } from '../simulator/index.js';
import { printTable } from './table.js';

interface PeerRow {
  readonly model: string;
  readonly target: string;
  readonly optimize: string;
  readonly cycles: number;
  readonly sramPeakBytes: number;
}

const shared = resolve(process.env.NPU_MLIR_SHARED ?? '../shared');

export async function benchPeers(): Promise<void> {
  const file = resolve(shared, 'peers/vela.json');
  if (!existsSync(file)) {
    console.log('skipped: the peer figures are not on this machine');
    return;
  }
  const rows = (JSON.parse(readFileSync(file, 'utf8')).rows as PeerRow[]).filter(
    (r) => r.optimize === 'latency',
  );
  const table: string[][] = [];
  for (const row of rows) {
    const path = resolve(shared, row.model, 'model.tflite');
    const name = row.model.split('/').at(-1)!;
    const result = existsSync(path) ? await measure(path, row.target) : 'no model file';
    table.push(
      typeof result === 'string'
        ? [name, row.target, result]
        : [
            name,
            row.target,
            String(result.cycles),
            String(row.cycles),
            (result.cycles / row.cycles).toFixed(2),
            String(result.sram),
            String(row.sramPeakBytes),
            (result.sram / row.sramPeakBytes).toFixed(2),
            `${(100 * (result.roofline / result.cycles)).toFixed(0)} %`,
          ],
    );
  }
  const head = [
    'network',
    'target',
    'cycles',
    'peer',
    'ratio',
    'SRAM',
    'peer',
    'ratio',
    'of roofline',
  ];
  printTable('cycles and SRAM peak against the peer (latency setting)', head, table);
}

async function measure(path: string, target: string) {
  const context = await createContext();
  let problem = 'lowering failed';
  context.onDiagnostic((d) => {
    problem = d.message.split('. ')[0];
  });
  try {
    const module = await loadModel(context, new Uint8Array(readFileSync(path)), path);
    if (!(await lowerTo(context, module, { target }))) return problem;
    const { report } = createBoard(encodeModule(module, path), {
      hostKernels: hostKernels(context),
    });
    return { cycles: report.cycles, sram: report.sramPeakBytes, roofline: report.rooflineCycles };
  } catch (error) {
    if (error instanceof ImportError) return error.reasons[0];
    throw error;
  }
}
