import { useMemo, useState } from 'react';
import { moment } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { NOTHING, SelectionBar, VirtualGrid } from '../../ui/grid/index.js';
import type { GridColumn, GridSelection } from '../../ui/grid/index.js';
import { Panel } from '../../ui/panel.js';
import { SeverityBadge } from '../../ui/severity.js';
import { complaints } from './sample.js';
import type { SampleComplaint } from './sample.js';

const rowId = (row: SampleComplaint): string => row.id;

export function GalleryGrid() {
  const [selection, setSelection] = useState<GridSelection>(NOTHING);
  const [active, setActive] = useState<string | null>(null);
  const columns = useMemo(
    (): GridColumn<SampleComplaint>[] => [
      { id: 'no', header: '编号', width: '150px', cell: (row) => <span className="mono">{row.receiptNo}</span> },
      { id: 'text', header: '摘要', width: 'minmax(240px, 1fr)', cell: (row) => <span className="clip">{row.text}</span> },
      { id: 'level', header: '级别', width: '120px', cell: (row) => <SeverityBadge level={row.severity} /> },
      { id: 'channel', header: '渠道', width: '90px', cell: (row) => row.channel },
      { id: 'place', header: '地区', width: '120px', cell: (row) => row.place },
      { id: 'at', header: '时间', width: '100px', sortable: true, cell: (row) => moment(row.at) },
      { id: 'score', header: '相似度', width: '80px', align: 'end', cell: (row) => row.score.toFixed(2) },
    ],
    [],
  );
  return (
    <Panel title="投诉" meta="1,284 件" padding="flush" className="gallery__grid">
      <div className="gallery__grid-body">
        <SelectionBar selection={selection} onChange={setSelection} loaded={complaints.length} total={1_284}>
          <Button size="sm">拆出</Button>
        </SelectionBar>
        <VirtualGrid
          label="投诉列表"
          rows={complaints}
          rowId={rowId}
          columns={columns}
          total={1_284}
          selection={selection}
          onSelectionChange={setSelection}
          activeId={active}
          onActiveChange={setActive}
          onOpen={(row) => setActive(row.id)}
          sort={{ column: 'at', direction: 'descending' }}
          onSort={() => undefined}
          rowTone={(row) => (row.severity === 'S1' ? 's1' : null)}
        />
      </div>
    </Panel>
  );
}
