interface Lines {
  site: string;
  title: string;
  rows: readonly (readonly [string, string])[];
  note: string;
}

const [WIDTH, PAD, SCALE] = [720, 56, 2];
const FONT = "'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

function wrapped(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines = [''];
  for (const piece of text.match(/[\w.,-]+\s*|./gu) ?? []) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && pen.measureText(line + piece).width > width) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines;
}

function draw(pen: CanvasRenderingContext2D, { site, title, rows, note }: Lines, height: number): void {
  const put = (text: string, y: number, size: number, colour: string, weight = 400): void => {
    pen.font = `${weight} ${size}px ${FONT}`;
    pen.fillStyle = colour;
    pen.fillText(text, PAD, y);
  };
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, WIDTH, height);
  pen.fillStyle = '#1f5fd6';
  pen.fillRect(0, 0, WIDTH, 10);
  put(site, 66, 22, '#5d6b80');
  put(title, 114, 34, '#16202c', 600);
  rows.forEach(([name, value], i) => {
    put(name, 176 + i * 104, 20, '#5d6b80');
    put(value, 220 + i * 104, 36, '#16202c', 600);
  });
  pen.font = `400 18px ${FONT}`;
  wrapped(pen, note, WIDTH - 2 * PAD).forEach((line, i) => put(line, 176 + rows.length * 104 + i * 28, 18, '#44536a'));
}

/** A picture lands in the album of a phone, where people look for what they saved. */
export async function saveReceiptImage(lines: Lines, name: string): Promise<void> {
  const height = 250 + lines.rows.length * 104;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = height * SCALE;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(SCALE, SCALE);
  draw(pen, lines, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) return;
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: `${name}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
