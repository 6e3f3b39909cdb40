/** Lets the browser save what an address answers: the page stays, also when the answer is a refusal or the line is down. */
export function saveFile(url: string, name = ''): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** The same for what is already here. The browser keeps large ones on its disk, and needs the address until it has begun. */
export function saveBytes(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  saveFile(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
