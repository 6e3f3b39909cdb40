import './kbd.css';

const GLYPHS: Record<string, string> = { $mod: 'Ctrl', Shift: '⇧', Enter: '↵', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' };

/** `$mod+k` or `g o` in the registry's notation, drawn as key caps. */
export function Kbd({ keys }: { keys: string }) {
  const presses = keys
    .split(' ')
    .map((press) => press.split('+').map((key) => GLYPHS[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
  return (
    <span className="kbd" aria-hidden="true">
      {presses.flatMap((press, i) =>
        press.map((key, j) => (
          <kbd key={`${i}-${j}`} className="kbd__key">
            {key}
          </kbd>
        )),
      )}
    </span>
  );
}
