package net.lumenia.voice.audit;

import net.lumenia.voice.spec.DesiredState;

/**
 * A VoiceAssistant that declares a workspace.
 *
 * @param account equal for the same account of the API
 * @param isOwner whether it may change the assistant; one in mode Observe may not
 * @param place where it is declared
 */
public record Declaration(DesiredState desired, String account, boolean isOwner, String place) {}
