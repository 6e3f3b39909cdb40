const POPUP = ['.ant-popover', '.ant-dropdown']
  .map((name) => `${name}:not(${name}-hidden, .ant-zoom-big-leave, .ant-zoom-big-fast-leave, .ant-slide-up-leave, .ant-slide-down-leave)`)
  .join(',');

/** A menu or popover that stands over everything else: Esc closes it and nothing below it. */
export const popupIsOpen = (): boolean => document.querySelector(POPUP) !== null;
