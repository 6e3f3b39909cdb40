export { NOTHING, isSelected, selectedCount } from './selection.js';
export type { GridSelection } from './selection.js';
export { SelectionBar } from './selection-bar.js';
export { VirtualGrid } from './virtual-grid.js';
export type { GridColumn, GridSort, VirtualGridProps } from './virtual-grid.js';
