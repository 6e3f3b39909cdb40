import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { DecideProposal, GroupMoved, ProposalRefused, Proposals, Themes, WhyNot, WhyNotQuery } from '@tocsin/shared/clustering';
import type { Principal } from '@tocsin/shared/identity';
import { ComplaintId } from '@tocsin/shared/kernel';
import type { z } from 'zod';
import { Me, Requires } from '../../../platform/http/access.js';
import { Idempotent } from '../../../platform/http/idempotency.interceptor.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { CommandsService } from '../commands/commands.service.js';
import type { GroupCommand, Shown } from '../commands/command.types.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { StudioService } from './studio.service.js';

const versionsOf = ({ from, into }: DecideProposal): Shown[] => (into ? [from, into] : [from]);

/** What the engine proposes and people decide. All of it is asked of the engine as it stands now. */
@Controller('api/v1/groups')
@UseGuards(AllBrandsGuard)
export class StudioController {
  constructor(
    private readonly studio: StudioService,
    private readonly commands: CommandsService,
  ) {}

  @Get('proposals')
  @Requires('group:read')
  @Answers(Proposals)
  proposals(@Me() me: Principal): Promise<Proposals> {
    return this.studio.proposals(me);
  }

  /** Runs the merge or split, undoable like any other; 409 when a group changed since it was shown. */
  @Post('proposals/accept')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:merge', 'group:split')
  @Answers(GroupMoved)
  accept(@Me() me: Principal, @Body({ schema: DecideProposal }) body: DecideProposal): Promise<GroupMoved> {
    const { from, into, complaintIds, reason } = body;
    const step: Extract<GroupCommand, { kind: 'accept' }>['step'] = into
      ? { kind: 'merge', from: from.id, into: into.id, reason }
      : { kind: 'split', from: from.id, complaintIds, reason };
    return this.commands.run(me, { kind: 'accept', step, versions: versionsOf(body) });
  }

  /** Learnt: the engine never merges (or parts) these by itself and does not propose it again. */
  @Post('proposals/refuse')
  @HttpCode(200)
  @Idempotent()
  @Requires('group:merge', 'group:split')
  @Answers(ProposalRefused)
  refuse(@Me() me: Principal, @Body({ schema: DecideProposal }) body: DecideProposal): Promise<ProposalRefused> {
    const { from, into, complaintIds, reason } = body;
    const what: Extract<GroupCommand, { kind: 'refuse' }>['what'] = into
      ? { kind: 'merge', from: from.id, into: into.id }
      : { kind: 'split', from: from.id, complaintIds };
    return this.commands.run<ProposalRefused>(me, { kind: 'refuse', what, versions: versionsOf(body), reason });
  }

  /** One problem over several objects, largest first. */
  @Get('themes')
  @Requires('group:read')
  @Answers(Themes)
  themes(@Me() me: Principal): Promise<Themes> {
    return this.studio.themes(me);
  }
}

@Controller('api/v1/complaints')
@UseGuards(AllBrandsGuard)
export class WhyNotController {
  constructor(private readonly studio: StudioService) {}

  /** Why the complaint is not in that group: terms, objects, people's decisions and scores, and what would have to differ. */
  @Get(':id/why-not')
  @Requires('complaint:read', 'group:read')
  @Answers(WhyNot)
  whyNot(
    @Me() me: Principal,
    @Param('id', { schema: ComplaintId }) id: ComplaintId,
    @Query({ schema: WhyNotQuery }) { group }: z.infer<typeof WhyNotQuery>,
  ): Promise<WhyNot> {
    return this.studio.whyNot(me, id, group);
  }
}
