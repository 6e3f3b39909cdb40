/** Icons of one row share a size: 13 in chips, 15 in buttons and panels, 17 in the rail. */
export const ICON = { chip: 13, button: 15, rail: 17 } as const;
