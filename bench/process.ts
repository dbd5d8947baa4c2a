/** What a process costs: processor time (user and system) and peak memory, start-up included. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Runs a command on a file `times` over, one after the other, and gives the cost of one. Its
 * processor time is what the shell that waited for it says, to ten milliseconds: a short command
 * is run several times for a finer figure.
 */
export async function measure(
  command: readonly string[],
  stdin = '/dev/null',
  times = 1,
): Promise<Cost> {
  const script =
    'in=$1; n=$2; shift 2; while [ $n -gt 0 ]; do "$@" < "$in" || exit; n=$((n-1)); done; times';
  const child = spawn('sh', ['-c', script, 'sh', stdin, String(times), ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOfChild(child.pid));
  }, 5);
  const exit = await new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
  clearInterval(watch);
  if (exit !== 0) throw new Error(`${command.join(' ')}: exit ${exit}`);
  const parts = [...out.matchAll(/(\d+)m([\d.]+)s/g)].map((m) => Number(m[1]) * 60 + Number(m[2]));
  return { seconds: (parts[2] + parts[3]) / times, megabytes: peak };
}

/** High-water mark of the only child of a process, in MB; 0 where the system does not say. */
function peakOfChild(pid: number | undefined): number {
  try {
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const status = readFileSync(`/proc/${child}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Of several runs the least time and the most memory. */
export function best(costs: readonly Cost[]): Cost {
  return {
    seconds: Math.min(...costs.map((c) => c.seconds)),
    megabytes: Math.max(...costs.map((c) => c.megabytes)),
  };
}

/** Runs the commands in turn, `runs` times over: what slows the machine down slows all of them. */
export async function sideBySide(
  commands: readonly (readonly string[])[],
  runs: number,
  stdin?: string,
  times = 1,
): Promise<Cost[]> {
  const costs: Cost[][] = commands.map(() => []);
  for (let run = 0; run < runs; run++) {
    for (const [i, command] of commands.entries()) {
      costs[i].push(await measure(command, stdin, times));
    }
  }
  return costs.map(best);
}
