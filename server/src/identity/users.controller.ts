import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ColleagueList, CreateUser, PatchUser, User, UserPage, UserQuery, type Principal } from '@tocsin/shared/identity';
import { UserId, type CountedPage } from '@tocsin/shared/kernel';
import { Me, Requires } from '../platform/http/access.js';
import { Idempotent } from '../platform/http/idempotency.interceptor.js';
import { Answers } from '../platform/http/serialize.interceptor.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Requires('user:manage')
  @Answers(UserPage)
  list(@Query({ schema: UserQuery }) query: UserQuery): Promise<CountedPage<User>> {
    return this.users.list(query);
  }

  @Get('colleagues')
  @Requires('user:read')
  @Answers(ColleagueList)
  async colleagues(): Promise<ColleagueList> {
    return { items: await this.users.colleagues(), nextCursor: null };
  }

  @Get(':id')
  @Requires('user:manage')
  @Answers(User)
  read(@Param('id', { schema: UserId }) id: UserId): Promise<User> {
    return this.users.read(id);
  }

  @Post()
  @Requires('user:manage')
  @Idempotent()
  @Answers(User, 201)
  create(@Me() me: Principal, @Body({ schema: CreateUser }) body: CreateUser): Promise<User> {
    return this.users.create(me, body);
  }

  @Patch(':id')
  @Requires('user:manage')
  @Answers(User)
  patch(@Me() me: Principal, @Param('id', { schema: UserId }) id: UserId, @Body({ schema: PatchUser }) body: PatchUser): Promise<User> {
    return this.users.patch(me, id, body);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @Requires('user:manage')
  signOut(@Me() me: Principal, @Param('id', { schema: UserId }) id: UserId): Promise<void> {
    return this.users.signOut(me, id);
  }

  @Delete(':id/totp')
  @HttpCode(204)
  @Requires('user:manage')
  resetTotp(@Me() me: Principal, @Param('id', { schema: UserId }) id: UserId): Promise<void> {
    return this.users.resetTotp(me, id);
  }
}
