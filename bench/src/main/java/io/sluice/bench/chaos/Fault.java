package io.sluice.bench.chaos;

import io.sluice.core.provider.Names;
import java.util.List;

/** What goes wrong, or is done on purpose, with the processes of an installation. */
public enum Fault {
    SCHEDULER_JOINS {
        @Override
        void happen(Installation installation, Watch watch) {
            installation.startScheduler(EXTRA);
        }
    },
    SCHEDULER_LEAVES {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            leave(installation, SCHEDULER + EXTRA);
        }
    },
    SCHEDULER_KILLED {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            killAndRestart(installation, watch, SCHEDULER + 1);
        }
    },
    SCHEDULER_FROZEN {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            freezeAndThaw(installation, watch, SCHEDULER + 2);
        }
    },
    CALLER_JOINS {
        @Override
        void happen(Installation installation, Watch watch) {
            installation.startCaller(EXTRA);
        }
    },
    CALLER_LEAVES {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            leave(installation, CALLER + EXTRA);
        }
    },
    CALLER_KILLED {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            killAndRestart(installation, watch, CALLER + 1);
        }
    },
    CALLER_FROZEN {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            freezeAndThaw(installation, watch, CALLER + 2);
        }
    },
    OBSERVER_KILLED {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            killAndRestart(installation, watch, "observer-1");
        }
    },
    BROKER_KILLED {
        @Override
        void happen(Installation installation, Watch watch) throws Exception {
            killAndRestart(installation, watch, "broker-1");
            installation.child("broker-1").awaitReady();
        }
    },
    ALL_KILLED {
        @Override
        void happen(Installation installation, Watch watch) {
            List<Child> all = installation.all();
            all.forEach(Child::kill);
            watch.fromNow();
            all.forEach(Child::start);
            installation.awaitServers();
        }
    };

    /** The number of one that joins and leaves. */
    private static final int EXTRA = 9;

    private static final String SCHEDULER = "scheduler-";
    private static final String CALLER = "caller-";

    /** How long one is frozen at least: it has been missed after the session time-out of 6 s, and others have taken over. */
    private static final long FROZEN_MILLIS = 10_000;

    /** How long one that was killed stays away, as if somebody had to notice. */
    private static final long AWAY_MILLIS = 2_000;

    abstract void happen(Installation installation, Watch watch) throws Exception;

    /** Its name for people and machines. */
    public String text() {
        return Names.word(this);
    }

    private static void leave(Installation installation, String name) throws Exception {
        installation.child(name).leave();
        installation.forget(name);
    }

    private static void killAndRestart(Installation installation, Watch watch, String name) throws Exception {
        installation.child(name).kill();
        watch.awaitMillis(AWAY_MILLIS);
        installation.child(name).start();
    }

    private static void freezeAndThaw(Installation installation, Watch watch, String name) throws Exception {
        installation.child(name).freeze();
        watch.awaitMillis(FROZEN_MILLIS);
        watch.awaitCallsOfAll();
        installation.child(name).thaw();
    }
}
