import {
  elementBytes,
  type ObjectFile,
  placeBox,
  placeBytes,
  type TensorPlace,
} from '../../target/index.js';

const hex = (value: number) => `0x${value.toString(16).padStart(6, '0')}`;

/** Rows of equal columns, the last one ragged; numbers stand to the right. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const texts = [head, ...rows.map((r) => r.map(String))];
  const widths = head.map((_, c) => Math.max(...texts.map((r) => r[c].length)));
  const isNumber = head.map(
    (_, c) => rows.length > 0 && rows.every((r) => typeof r[c] === 'number'),
  );
  return texts
    .map((row) =>
      `  ${row.map((text, c) => (isNumber[c] ? text.padStart(widths[c]) : text.padEnd(widths[c]))).join('  ')}`.trimEnd(),
    )
    .join('\n');
}

/** `int8 [1, 32, 32, 3], scale 0.5, zero point -128`. */
function typeOf({ type, shape, scales, zeroPoints, axis }: TensorPlace): string {
  const dims = `${type} [${shape.join(', ')}]`;
  if (!scales) return dims;
  if (scales.length > 1) return `${dims}, ${scales.length} scales along dimension ${axis ?? 0}`;
  return `${dims}, scale ${scales[0]}, zero point ${zeroPoints?.[0] ?? 0}`;
}

/** Bytes from the first to behind the last one of a place. */
function extent(place: TensorPlace): number {
  const { dims } = placeBox(place);
  if (placeBytes(place) === 0) return 0;
  return dims.reduce((n, d) => n + (d.count - 1) * d.stride, elementBytes(place.type));
}

/** The object's sections, interface, operators and memory as text. */
export function headersText(object: ObjectFile, file: string): string {
  const { info, target } = object;
  const lines = [
    `${file}: object for ${target.name} (${target.summary}), ${object.fileBytes} bytes`,
    `model ${info.model}, made by ${info.producer}`,
    '',
    'Sections:',
    table(
      ['name', 'address', 'bytes', 'offset'],
      object.sections
        .slice(1)
        .map((s) => [
          s.name,
          s.address === 0 && s.flags === 0 ? '-' : hex(s.address),
          s.size,
          hex(s.offset),
        ]),
    ),
  ];
  const places = (title: string, list: readonly TensorPlace[]) => {
    if (list.length === 0) return;
    const rows = list.map((p, i) => [i, p.name, p.space, hex(p.address), placeBytes(p), typeOf(p)]);
    lines.push('', title, table(['#', 'name', 'memory', 'address', 'bytes', 'type'], rows));
  };
  places('Inputs:', info.inputs);
  places('Outputs:', info.outputs);
  places('State:', info.state);
  lines.push('', 'Source operators:', operators(object));
  if (info.hostCalls.length > 0) {
    const rows = info.hostCalls.map((call, i) => [i, call.kernel, call.reason]);
    lines.push('', 'Host calls:', table(['#', 'kernel', 'reason'], rows));
  }
  lines.push('', ...memoryMap(object));
  return `${lines.join('\n')}\n`;
}

function operators({ info }: ObjectFile): string {
  const rows = info.ops.map((op, i) => [
    i,
    op.kind,
    op.engine,
    op.lastInstruction ?? '-',
    op.output ? `${hex(op.output.address)}+${placeBytes(op.output)}` : '-',
    op.note ? `${op.name} (${op.note})` : op.name,
  ]);
  return table(['#', 'operator', 'engine', 'last', 'result', 'name'], rows);
}

/** What lies where, in the order of addresses; in on-chip memory, places share bytes over time. */
function memoryMap(object: ObjectFile): string[] {
  const { info, target } = object;
  const tensors: { readonly place: TensorPlace; readonly use: string }[] = [
    ...info.inputs.map((place) => ({ place, use: 'input' })),
    ...info.outputs.map((place) => ({ place, use: 'output' })),
    ...info.state.map((place) => ({ place, use: 'state' })),
    ...info.ops.flatMap((op, i) => (op.output ? [{ place: op.output, use: `op ${i}` }] : [])),
  ];
  const rows = tensors
    .filter(({ place }) => place.space === 'sram')
    .map(({ place, use }) => ({ from: place.address, bytes: extent(place), use, name: place.name }))
    .sort((a, b) => a.from - b.from || b.bytes - a.bytes);
  const row = (r: { from: number; bytes: number; use: string; name: string }) => [
    hex(r.from),
    hex(r.from + r.bytes),
    r.bytes,
    r.use,
    r.name,
  ];
  const offChip = [
    {
      from: object.commandsAddress,
      bytes: object.commands.length * 4,
      use: 'commands',
      name: '.npu.commands',
    },
    ...object.constants.map((c) => ({
      from: c.address,
      bytes: c.bytes.length,
      use: 'constant',
      name: c.symbol,
    })),
    ...(object.scratchBytes > 0
      ? [
          {
            from: object.image.length,
            bytes: object.scratchBytes,
            use: 'scratch',
            name: '.npu.scratch',
          },
        ]
      : []),
  ];
  const head = ['from', 'to', 'bytes', 'use', 'name'];
  return [
    `Memory map of SRAM (${info.sramBytes} of ${target.sram.bytes} bytes; places that meet live at different times):`,
    table(head, rows.map(row)),
    '',
    `Memory map of ${target.offChip.kind} (${object.image.length + object.scratchBytes} of ${target.offChip.bytes} bytes):`,
    table(head, offChip.map(row)),
  ];
}
