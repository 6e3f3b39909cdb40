const TYPED =
  'textarea, input:not([type=checkbox], [type=radio], [type=file], [type=password], [type=search], [type=button], [type=submit])';
type Field = HTMLInputElement | HTMLTextAreaElement;

const fieldsIn = (root: Element): Field[] => [...root.querySelectorAll<Field>(TYPED)].filter((field) => !field.readOnly && !field.disabled);

/** Whether a form holds text that its reader typed: what each field held when it appeared is no loss. */
export class TypedText {
  private readonly first = new WeakMap<Field, string>();

  /** Called as soon as a field can be typed into; later calls change nothing for the fields that are known. */
  notice(root: Element | null): void {
    for (const field of root === null ? [] : fieldsIn(root)) if (!this.first.has(field)) this.first.set(field, field.value);
  }

  in(root: Element | null): boolean {
    return root !== null && fieldsIn(root).some((field) => field.value.trim() !== '' && field.value !== (this.first.get(field) ?? ''));
  }
}
