package io.sluice.connectors.secret;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file with a secret as it was when it was read.
 *
 * @param path as it was named, links included, so that a link that turns elsewhere is a change
 */
record SecretFile(Path path, FileTime modified, String identity) {
    private static final long MAX_BYTES = 64 * 1024;

    /** Stamps the file before it is read, so that a change in between is seen later. */
    static SecretFile stamp(Path path) throws SecretException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            if (!found.isRegularFile() || found.size() > MAX_BYTES) {
                throw SecretException.unavailable(path + ": not a regular file of at most 64 KiB");
            }
            return new SecretFile(path, found.lastModifiedTime(), found.size() + "/" + found.fileKey());
        } catch (IOException e) {
            throw SecretException.unavailable(path + ": cannot be read");
        }
    }

    boolean changed() {
        try {
            return !stamp(path).equals(this);
        } catch (SecretException e) {
            return true;
        }
    }

    /** Reads from {@code target}, where the path led when it was checked. */
    Secret read(Path target) throws SecretException {
        try {
            String text = Files.readString(target).replaceFirst("[\r\n]+\\z", "");
            if (text.isEmpty()) {
                throw SecretException.unavailable(path + ": empty");
            }
            return Secret.of(text);
        } catch (CharacterCodingException e) {
            throw SecretException.unavailable(path + ": not UTF-8 text");
        } catch (IOException e) {
            throw SecretException.unavailable(path + ": cannot be read");
        }
    }
}
