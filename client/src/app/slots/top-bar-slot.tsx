/** Right side of the top bar, before the user's menu: backlog and who else is here. */
export function TopBarSlot() {
  return null;
}
