/** The requests of the lobby, as functions. Each rejects as the SDK's `room.request` does; requestResult.ts makes a value of it. */
import type { RequestInput, RequestName, RequestReply } from '../../shared/requests.ts';

type Functions<Name extends RequestName> = { [N in Name]: (input: RequestInput<N>) => Promise<RequestReply<N>> };

export type Requests = Functions<'heartbeat' | 'setStatus' | 'setVisibility' | 'setName'>;
export type SocialRequest = 'addFriend' | 'removeFriend' | 'block' | 'unblock' | 'sendChat' | 'report';
export type SocialInput<Type extends SocialRequest> = RequestInput<Type>;
export type SocialReply<Type extends SocialRequest> = RequestReply<Type>;
export type SocialRequests = Functions<SocialRequest>;
export type PlayRequest = Exclude<RequestName, keyof Requests | SocialRequest>;
export type PlayInput<Type extends PlayRequest> = RequestInput<Type>;
export type PlayReply<Type extends PlayRequest> = RequestReply<Type>;
export type PlayRequests = Functions<PlayRequest>;
