/** Lets the browser save what an address answers: the page stays, also when the answer is a refusal or the line is down. */
export function saveFile(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
